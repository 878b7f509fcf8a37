import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto';
import { type IncomingMessage, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { importJWK, jwtVerify } from 'jose';
import type { WebPushSubscription } from '../push/device-push';

/** A message as the browser would hand it to its service worker, and how it came. */
export interface ReceivedPush {
  payload: unknown;
  headers: IncomingMessage['headers'];
  /** What the sender's signature says, after it was found good; `key` is the one it was made with. */
  vapid: { key: string; aud: string; sub: string; exp: number };
}

export interface PushService {
  origin: string;
  received: ReceivedPush[];
  /** What it answers from now on instead of taking messages; undefined takes them again. */
  refusal: number | undefined;
  /** A browser that subscribes. */
  subscribe(): WebPushSubscription;
  /** Settles when at least that many messages have come. */
  untilReceived(count: number): Promise<void>;
  /** Settles when at least that many requests were made, taken or not. */
  untilAsked(count: number): Promise<void>;
  close(): Promise<void>;
}

const bytesOf = async (request: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
};

const derive = (salt: Buffer, secret: Buffer, info: Buffer, length: number): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, salt, info, length));

/** RFC 8291: what only the browser that subscribed can read. */
function decrypt(body: Buffer, browser: ReturnType<typeof createECDH>, auth: Buffer): string {
  const salt = body.subarray(0, 16);
  const keyLength = body.readUInt8(20);
  const sender = body.subarray(21, 21 + keyLength);
  const content = body.subarray(21 + keyLength);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), browser.getPublicKey(), sender]);
  const secret = derive(auth, browser.computeSecret(sender), info, 32);
  const key = derive(salt, secret, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
  const nonce = derive(salt, secret, Buffer.from('Content-Encoding: nonce\0'), 12);
  const decipher = createDecipheriv('aes-128-gcm', key, nonce);
  decipher.setAuthTag(content.subarray(-16));
  const plain = Buffer.concat([decipher.update(content.subarray(0, -16)), decipher.final()]);
  // The last record ends in the delimiter 2, with zeros behind it.
  return plain.subarray(0, plain.lastIndexOf(2)).toString('utf8');
}

/** RFC 8292: who sent it, signed; throws where the signature is not good. */
async function verify(authorization: string): Promise<ReceivedPush['vapid']> {
  const [, token = '', key = ''] = /^vapid t=([^,]+), k=(.+)$/.exec(authorization) ?? [];
  const point = Buffer.from(key, 'base64url');
  const publicKey = await importJWK(
    {
      kty: 'EC',
      crv: 'P-256',
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    },
    'ES256',
  );
  const { payload } = await jwtVerify(token, publicKey);
  return { key, aud: String(payload.aud), sub: payload.sub ?? '', exp: payload.exp ?? 0 };
}

/** The push service of a browser maker, on this machine. */
export async function startPushService(): Promise<PushService> {
  const browsers = new Map<string, { keys: ReturnType<typeof createECDH>; auth: Buffer }>();
  const received: ReceivedPush[] = [];
  let asked = 0;
  const waiting: (() => void)[] = [];
  const until = async (condition: () => boolean): Promise<void> => {
    while (!condition()) await new Promise<void>((wake) => waiting.push(wake));
  };
  const server = createServer((request, response) => {
    const take = async (): Promise<number> => {
      const body = await bytesOf(request);
      const browser = browsers.get(request.url ?? '');
      if (service.refusal !== undefined) return service.refusal;
      if (browser === undefined) return 404;
      const vapid = await verify(request.headers.authorization ?? '');
      const payload: unknown = JSON.parse(decrypt(body, browser.keys, browser.auth));
      received.push({ payload, headers: request.headers, vapid });
      return 201;
    };
    take()
      .catch(() => 400)
      .then((status) => {
        asked += 1;
        response.writeHead(status).end();
        for (const wake of waiting.splice(0)) wake();
      });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const service: PushService = {
    origin,
    received,
    refusal: undefined,
    subscribe() {
      const keys = createECDH('prime256v1');
      keys.generateKeys();
      const auth = randomBytes(16);
      const path = `/push/${randomBytes(8).toString('hex')}`;
      browsers.set(path, { keys, auth });
      return {
        endpoint: `${origin}${path}`,
        keys: { p256dh: keys.getPublicKey('base64url'), auth: auth.toString('base64url') },
      };
    },
    untilReceived: (count) => until(() => received.length >= count),
    untilAsked: (count) => until(() => asked >= count),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return service;
}
