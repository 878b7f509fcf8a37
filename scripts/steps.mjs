import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../', import.meta.url));

const seconds = (/** @type {number} */ since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/**
 * @typedef {{ code: number, output: string }} Outcome
 * @typedef {{ name: string, run: () => Promise<{ code: number, output?: string }> }} Step
 */

/**
 * A command of this workspace, with node_modules/.bin on its path and no stdin.
 * @param {string} file
 * @param {string[]} args
 * @param {{ quiet?: boolean, cwd?: string }} [options] quiet: collect the output instead of showing it
 * @returns {Promise<Outcome>}
 */
export function command(file, args, { quiet = false, cwd = root } = {}) {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd,
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
      env: { ...process.env, PATH: `${root}node_modules/.bin:${process.env['PATH'] ?? ''}` },
    });
    let output = '';
    const collect = (/** @type {Buffer} */ chunk) => (output += chunk.toString());
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.on('error', (error) => resolve({ code: 1, output: `${output}${error.message}\n` }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/**
 * Runs steps side by side, a few at a time, and tells each verdict when it is known.
 * @param {Step[]} steps
 * @param {number} atOnce
 * @returns {Promise<boolean>} whether all passed
 */
export async function runQuietly(steps, atOnce) {
  const waiting = [...steps];
  /** @type {string[]} */
  const failed = [];
  const work = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      console.log(`  …     ${step.name}`);
      const start = Date.now();
      const { code, output = '' } = await step.run();
      console.log(`  ${code === 0 ? 'ok   ' : 'FAIL '} ${step.name} (${seconds(start)})`);
      if (code !== 0) {
        failed.push(step.name);
        console.log(output.trimEnd());
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  if (failed.length > 0) console.log(`\nfailed: ${failed.join(', ')}`);
  return failed.length === 0;
}

/**
 * Runs steps one after another under a header each. A failure does not hide what the later steps find, unless they
 * need the failed one.
 * @param {(Step & { required?: boolean })[]} steps
 * @returns {Promise<boolean>} whether all passed
 */
export async function runInOrder(steps) {
  const start = Date.now();
  /** @type {string[]} */
  const failed = [];
  for (const [index, step] of steps.entries()) {
    console.log(`\n=== ${index + 1}/${steps.length} ${step.name} (at ${seconds(start)})`);
    const stepStart = Date.now();
    const { code } = await step.run();
    console.log(`=== ${code === 0 ? 'ok' : 'FAILED'}: ${step.name} (${seconds(stepStart)})`);
    if (code === 0) continue;
    failed.push(step.name);
    if (step.required === true) break;
  }
  console.log(failed.length === 0 ? '\n=== All passed' : `\n=== FAILED: ${failed.join('; ')}`);
  console.log(`=== ${seconds(start)} in all`);
  return failed.length === 0;
}
