import { ChatError, toChatError } from '../../errors';
import type { UserId } from '../../model/ids';
import type { Http } from '../../transport/http';

/** What `pushManager.subscribe` gives, or that as JSON. */
export interface PushSubscriptionLike {
  readonly endpoint?: string;
}

/**
 * How this device hears of messages while no page is open. Asked once somebody is signed in; null: not at all. The
 * promise may wait for a permission, however long.
 */
export type PushSetup = (
  | {
      /** This device's token of a mobile push service (FCM). */ readonly getToken: () => Promise<
        string | null
      >;
    }
  | { /** This browser's own subscription. */ readonly subscribe: () => Promise<PushSubscriptionLike | null> }
) & {
  /** Ends token or subscription at sign-out: the server has no word for taking it back. */
  readonly release?: () => Promise<unknown>;
};

/** Hands the device over to the server, and takes it back. */
export interface Push {
  /** Goes on by itself: the chat works without it, so what goes wrong is only reported. */
  handOver(to: UserId): void;
  release(): Promise<void>;
}

export function createPush(setup: PushSetup, http: Http, report: (error: ChatError) => void): Push {
  /** Whom the device is being, or was, handed over for. */
  let owner: UserId | null = null;

  async function handOverTo(me: UserId): Promise<void> {
    const token = await deviceToken(setup);
    // Whoever signed out while the permission was asked for must not be notified here.
    if (token === null || owner !== me) return;
    await http({
      method: 'POST',
      path: '/api/staff/save-fcm-token/',
      json: { fcm_token: token },
      read: () => undefined,
    });
  }

  return {
    handOver(me) {
      if (owner === me) return;
      owner = me;
      handOverTo(me).catch((error: unknown) => {
        if (owner !== me) return;
        owner = null;
        report(toChatError(error));
      });
    },
    async release() {
      owner = null;
      await setup.release?.();
    },
  };
}

/** The one field there is takes both: a token as it is, a subscription as JSON. */
async function deviceToken(setup: PushSetup): Promise<string | null> {
  if ('getToken' in setup) return (await setup.getToken()) || null;
  const subscription = await setup.subscribe();
  if (subscription === null) return null;
  const { endpoint } = subscription;
  if (typeof endpoint !== 'string' || endpoint === '') {
    throw new ChatError('invalid', 'A push subscription needs an endpoint.', { details: { rule: 'push' } });
  }
  return JSON.stringify(subscription);
}
