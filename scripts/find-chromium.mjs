import { existsSync } from 'node:fs';
import { chromium } from 'playwright';

/** Flags that keep a headless Chromium quiet and startable inside containers. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/**
 * The first Chromium there is: CHROMIUM_PATH, the system's, then the one playwright downloaded.
 * @returns {string | undefined}
 */
export function findChromium() {
  const candidates = [
    process.env['CHROMIUM_PATH'],
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    chromium.executablePath(),
  ];
  return candidates.find((path) => path !== undefined && path !== '' && existsSync(path));
}
