/** A notification for one device, as a mobile push service is given it. */
export interface DevicePush {
  /** What the device was registered with: a token of the service, or a Web Push subscription as JSON. */
  token: string;
  title: string;
  body: string;
  data: Record<string, string>;
}

/** Where a browser takes its messages, and with what they are encrypted (`PushSubscription.toJSON()`). */
export interface WebPushSubscription {
  endpoint: string;
  keys: { p256dh: string; auth: string };
}

/** Carries encrypted messages to the push services of browsers. */
export interface WebPushTransport {
  /** What `pushManager.subscribe` takes as its `applicationServerKey`. */
  publicKey: string;
  /** `gone`: the browser has ended the subscription. Rejects when the push service fails otherwise. */
  send(subscription: WebPushSubscription, payload: string): Promise<'sent' | 'gone'>;
}
