import type { World } from '../world/world';

/** An app of the Pusher Channels service: who knows the key may listen, who knows the secret may sign. */
export interface PusherApp {
  key: string;
  secret: string;
}

/** The key of every reference backend; a client needs it, and it is no secret. */
export const pusherKey = 'demo-key';

const settingName = 'pusher.secret';

const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** The app of this world; its secret is kept with the data. */
export async function loadPusherApp(world: World): Promise<PusherApp> {
  const stored = await world.settings.read(settingName);
  const secret = stored ?? toHex(crypto.getRandomValues(new Uint8Array(10)));
  if (stored === undefined) await world.settings.write(settingName, secret);
  return { key: pusherKey, secret };
}

/** HMAC-SHA256 of a text, in hexadecimal. */
async function signatureOf(secret: string, text: string): Promise<string> {
  const bytes = new TextEncoder();
  const key = await crypto.subtle.importKey(
    'raw',
    bytes.encode(secret),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  );
  return toHex(new Uint8Array(await crypto.subtle.sign('HMAC', key, bytes.encode(text))));
}

/** What an auth endpoint answers for a private or presence channel. */
export async function authorize(
  { key, secret }: PusherApp,
  subscription: { socketId: string; channel: string; channelData?: string },
): Promise<{ auth: string; channel_data?: string }> {
  const { socketId, channel, channelData } = subscription;
  const parts = [socketId, channel, ...(channelData === undefined ? [] : [channelData])];
  const auth = `${key}:${await signatureOf(secret, parts.join(':'))}`;
  return { auth, ...(channelData === undefined ? {} : { channel_data: channelData }) };
}
