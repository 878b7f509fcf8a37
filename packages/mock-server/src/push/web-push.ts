import webPush from 'web-push';
import type { World } from '../world/world';
import type { WebPushTransport } from './device-push';

/** Who signs Web Push messages. */
export interface WebPushOptions {
  /** Both in base64url; made at the first start and kept with the data unless given. */
  keys?: { publicKey: string; privateKey: string };
  /** Whom a push service can ask about the messages: a `mailto:` or `https:` address. */
  subject?: string;
}

const settingName = 'web-push.keys';
const timeoutMilliseconds = 10_000;
const gone = [404, 410];

async function loadKeys(
  world: World,
  given: WebPushOptions['keys'],
): Promise<NonNullable<WebPushOptions['keys']>> {
  if (given !== undefined) return given;
  // Kept with the data: a subscription belongs to the key it was made with.
  const stored = await world.settings.read(settingName);
  if (stored !== undefined) return JSON.parse(stored) as { publicKey: string; privateKey: string };
  const keys = webPush.generateVAPIDKeys();
  await world.settings.write(settingName, JSON.stringify(keys));
  return keys;
}

/** Encrypts (RFC 8291) and signs (VAPID) messages and hands them to push services. Node only. */
export async function openWebPush(world: World, options: WebPushOptions = {}): Promise<WebPushTransport> {
  const { publicKey, privateKey } = await loadKeys(world, options.keys);
  const vapidDetails = { subject: options.subject ?? 'mailto:demo@chat.example', publicKey, privateKey };
  return {
    publicKey,
    async send(subscription, payload) {
      const { method, headers, body } = webPush.generateRequestDetails(subscription, payload, {
        vapidDetails,
      });
      // The library's own request knows nothing but TLS; a push service on this machine may do without.
      const response = await fetch(subscription.endpoint, {
        method,
        headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
        body: new Uint8Array(body),
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMilliseconds),
      });
      await response.arrayBuffer();
      if (response.ok) return 'sent';
      if (gone.includes(response.status)) return 'gone';
      throw new Error(
        `The push service of ${new URL(subscription.endpoint).host} answered ${response.status}`,
      );
    },
  };
}
