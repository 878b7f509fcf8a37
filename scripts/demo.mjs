// The demo: builds what it needs and is out of date, then serves examples/playground. Arguments go to its server.
import { spawn } from 'node:child_process';
import { command, root } from './steps.mjs';

const built = await command('node', ['scripts/build.mjs', '--stale', 'mock-server']);
if (built.code !== 0) process.exit(built.code);

const server = spawn(process.execPath, ['examples/playground/serve.mjs', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.on(signal, () => server.kill(signal));
}

server.on('error', (error) => {
  console.error(`The demo could not start: ${error.message}`);
  process.exitCode = 1;
});
server.on('exit', (code, signal) => {
  // Stopped by the user is not a failure.
  process.exitCode = code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1);
});
