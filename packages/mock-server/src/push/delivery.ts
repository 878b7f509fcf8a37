import type { DevicePush, WebPushTransport } from './device-push';
import { parseSubscription } from './subscription';

export interface PushDelivery {
  /** What browsers subscribe with; undefined where this host can reach none. */
  publicKey: string | undefined;
  /** Sends without waiting, in order for each device; `forget` is called when the device is gone for good. */
  deliver(push: DevicePush, forget: () => Promise<void>): void;
  /** Settles once everything is sent, or has failed and was reported. */
  settled(): Promise<void>;
}

/** Brings notifications to browsers; those for other devices are only told to `onPush`. */
export function createPushDelivery(parts: {
  transport: WebPushTransport | undefined;
  onPush(push: DevicePush): void;
  onError(error: unknown): void;
}): PushDelivery {
  const { transport, onPush, onError } = parts;
  const running = new Map<string, Promise<void>>();

  async function send({ token, title, body, data }: DevicePush, forget: () => Promise<void>): Promise<void> {
    const subscription = parseSubscription(token);
    if (subscription === undefined || transport === undefined) return;
    // As the mobile service words it for browsers, so that a worker written for it understands this one.
    const payload = JSON.stringify({ notification: { title, body }, data });
    if ((await transport.send(subscription, payload)) === 'gone') await forget();
  }

  return {
    publicKey: transport?.publicKey,
    deliver(push, forget) {
      onPush(push);
      const { token } = push;
      const work = (running.get(token) ?? Promise.resolve())
        .then(() => send(push, forget))
        .catch(onError)
        .finally(() => {
          if (running.get(token) === work) running.delete(token);
        });
      running.set(token, work);
    },
    async settled() {
      while (running.size > 0) await Promise.all(running.values());
    },
  };
}
