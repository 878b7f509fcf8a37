// Browser tests need a Chromium: finds one, installs Debian's when it may, or says how.
import { command } from './steps.mjs';
import { findChromium } from './find-chromium.mjs';

const howTo =
  'No Chromium found: run `apt-get install -y chromium`, or `npx playwright install chromium`, or set CHROMIUM_PATH.';

async function installFromDebian() {
  const isRoot = process.getuid?.() === 0;
  const hasApt = (await command('apt-get', ['--version'], { quiet: true })).code === 0;
  if (!isRoot || !hasApt) return false;
  console.log('No Chromium found; installing Debian’s (once, about a minute).');
  await command('apt-get', ['update']);
  const packages = ['chromium', 'fonts-noto-color-emoji'];
  const options = ['install', '-y', '--no-install-recommends'];
  return (
    (await command('env', ['DEBIAN_FRONTEND=noninteractive', 'apt-get', ...options, ...packages])).code === 0
  );
}

/** @returns {Promise<boolean>} whether there is a Chromium now */
export async function ensureChromium() {
  if (findChromium() === undefined) await installFromDebian();
  const path = findChromium();
  console.log(path === undefined ? howTo : `Chromium: ${path}`);
  return path !== undefined;
}
