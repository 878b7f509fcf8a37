import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';

const packageRoot = fileURLToPath(new URL('../..', import.meta.url));

/** Builds the command line program afresh; answers the path of the script. */
export async function buildCli(): Promise<string> {
  // Inside node_modules, so that the built script finds its dependencies.
  const cache = join(packageRoot, 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  const outDir = mkdtempSync(join(cache, 'cli-'));
  await build({
    config: false,
    silent: true,
    skipNodeModulesBundle: true,
    clean: false,
    entry: [join(packageRoot, 'src/cli.ts')],
    format: ['esm'],
    outExtension: () => ({ js: '.mjs' }),
    platform: 'node',
    target: 'node20',
    tsconfig: join(packageRoot, 'tsconfig.build.json'),
    outDir,
  });
  return join(outDir, 'cli.mjs');
}

export interface CliRun {
  child: ChildProcessWithoutNullStreams;
  /** The first line on standard output. */
  firstLine: Promise<string>;
  ended: Promise<{ code: number | null; output: string; errors: string }>;
}

export function runCli(script: string, flags: string[]): CliRun {
  const child = spawn(process.execPath, [script, ...flags]);
  let output = '';
  let errors = '';
  const ended = new Promise<{ code: number | null; output: string; errors: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, output, errors }));
  });
  const firstLine = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (data: Buffer) => {
      output += data.toString('utf8');
      const [line, rest] = output.split('\n', 2);
      if (rest !== undefined) resolve(line ?? '');
    });
    void ended.then(() => reject(new Error(`ended without a line: ${errors}`)));
  });
  firstLine.catch(() => undefined);
  child.stderr.on('data', (data: Buffer) => {
    errors += data.toString('utf8');
  });
  return { child, firstLine, ended };
}
