import type { WebPushSubscription } from './device-push';

const publicKeyBytes = 65;
const secretBytes = 16;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** How many bytes a base64url text holds; -1 where it is none. */
const bytesIn = (text: unknown): number =>
  typeof text === 'string' && /^[\w-]+={0,2}$/.test(text)
    ? Math.floor((text.replace(/=+$/, '').length * 3) / 4)
    : -1;

/** Push services are reached encrypted; only one on this machine may do without. */
function isEndpoint(text: unknown): text is string {
  if (typeof text !== 'string' || !URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  if (protocol === 'https:') return true;
  return protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

/** Tokens of mobile services are opaque; one that is a JSON object has to be a whole subscription. */
export function looksLikeSubscription(token: string): boolean {
  return token.trimStart().startsWith('{');
}

/** The subscription a device token stands for; undefined where it is none. */
export function parseSubscription(token: string): WebPushSubscription | undefined {
  let given: unknown;
  try {
    given = looksLikeSubscription(token) ? JSON.parse(token) : undefined;
  } catch {
    // No JSON, no subscription: the caller says so.
    return undefined;
  }
  if (!isRecord(given) || !isRecord(given['keys'])) return undefined;
  const { p256dh, auth } = given['keys'];
  const { endpoint } = given;
  if (!isEndpoint(endpoint) || bytesIn(p256dh) !== publicKeyBytes || bytesIn(auth) !== secretBytes)
    return undefined;
  return { endpoint, keys: { p256dh: String(p256dh), auth: String(auth) } };
}
