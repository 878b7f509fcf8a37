import { curlLine } from './apis/index-page';
import { chosenApis } from './apis/registry';
import { type CliOptions, UsageError, help, readOptions } from './cli-options';
import { type MockServer, createMockServer } from './index';

const portsToTry = 20;

const isPortTaken = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

async function start(options: CliOptions): Promise<MockServer> {
  const tries = options.port === 0 ? 1 : Math.min(portsToTry, 65_536 - options.port);
  for (let offset = 0; offset < tries; offset += 1) {
    const port = options.port + offset;
    try {
      return await createMockServer({ ...options, port });
    } catch (error) {
      if (!isPortTaken(error)) throw error;
      console.error(`Port ${port} is taken, trying ${port + 1}.`);
    }
  }
  throw new Error(`No free port from ${options.port} to ${options.port + tries - 1}`);
}

function greet(server: MockServer, options: CliOptions): string {
  const accounts = server.accounts
    .map(({ username, password, name }) => `  ${username.padEnd(12)} ${password.padEnd(8)} ${name}`)
    .join('\n');
  const tries = server.apis.flatMap(({ name, url, accounts: [first] }) => {
    const definition = (chosenApis(name) ?? [])[0];
    const example = first && definition?.description.examples(first, options.profile)[0];
    return example === undefined ? [] : `  ${name}: ${url}\n    ${curlLine(url, example, undefined)}`;
  });
  return `${options.api} (${options.profile}) on ${server.url}
data: ${options.data === ':memory:' ? 'in memory' : options.data}

accounts (user name, password):
${accounts}

try it (tokens and more examples: ${server.url}/):
${tries.join('\n')}

Ctrl-C stops the server.`;
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') {
    console.log(help);
    return;
  }
  const server = await start(options);
  for (const fault of options.faults) server.faults.add(fault);
  const { url, port, accounts } = server;
  const apis = server.apis.map(({ name, url: base }) => ({ name, url: base }));
  const { api, profile } = options;
  console.log(
    options.json ? JSON.stringify({ url, port, api, profile, accounts, apis }) : greet(server, options),
  );

  const stop = () => {
    server.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(error instanceof UsageError ? 2 : 1);
});
