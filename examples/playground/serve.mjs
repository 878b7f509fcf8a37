// The demo's two servers: the reference backend with every API it knows, and the page that talks to them. Ctrl-C stops both.
import { parseArgs } from 'node:util';
import { createMockServer } from '@chat/mock-server';
import { createServer } from 'vite';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '5173' },
    'api-port': { type: 'string', default: '8787' },
    profile: { type: 'string', default: 'documented' },
    data: { type: 'string', default: ':memory:' },
    watch: { type: 'boolean', default: false },
  },
});

const profile = values.profile === 'deployed' ? 'deployed' : 'documented';

/** A taken port moves on to the next, and says so. */
async function startBackend(/** @type {number} */ port, left = 20) {
  try {
    return await createMockServer({ api: 'all', port, profile, data: values.data, seed: 'demo' });
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (!taken || left === 0) throw error;
    console.log(`Port ${port} is taken, trying ${port + 1}.`);
    return startBackend(port + 1, left - 1);
  }
}

console.log('Starting the reference backend and the playground …');
const backend = await startBackend(Number(values['api-port']));
const backends = backend.apis.map(({ name, url, accounts }) => ({
  name,
  url,
  accounts,
}));

const page = await createServer({
  configFile: new URL('vite.config.ts', import.meta.url).pathname,
  root: new URL('.', import.meta.url).pathname,
  server: { port: Number(values.port), host: '127.0.0.1' },
  clearScreen: false,
  logLevel: 'warn',
  plugins: [
    {
      name: 'playground-config',
      configureServer(server) {
        server.middlewares.use('/config.json', (_request, response) => {
          response.setHeader('content-type', 'application/json');
          response.end(JSON.stringify({ profile, backends }));
        });
      },
    },
  ],
});
await page.listen();
const url = page.resolvedUrls?.local[0] ?? `http://127.0.0.1:${page.config.server.port}/`;

const list = backends.map(
  ({ name, accounts }) => `  ${name.padEnd(18)}${accounts.map(({ username }) => username).join(', ')}`,
);
console.log(`
Playground  ${url}
Servers     ${backend.url} (profile ${profile}; accounts, tokens and curl examples)

Sign in as (password ${backend.accounts[0]?.password ?? ''}):
${list.join('\n')}

Two people sit side by side. One alone: ${url}?user=${backends[0]?.accounts[0]?.username ?? ''}
Another backend: ${url}?backend=${backends.at(-1)?.name ?? ''}
Ctrl-C stops.
`);

let stopping = false;
async function stop() {
  if (stopping) return;
  stopping = true;
  await page.close();
  await backend.close();
  process.exit(0);
}
process.on('SIGINT', () => void stop());
process.on('SIGTERM', () => void stop());
