/** A frame of the protocol; servers put `data` in as JSON text. */
export interface PusherFrame {
  event: string;
  channel?: string;
  data?: unknown;
}

export const frame = (event: string, data: unknown, channel?: string): string =>
  JSON.stringify({ event, ...(channel === undefined ? {} : { channel }), data: JSON.stringify(data) });

/** Errors alone carry their data as an object, as the real service sends it. */
export const errorFrame = (code: number | null, message: string): string =>
  JSON.stringify({ event: 'pusher:error', data: { code, message } });

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a client sent; undefined if it is no frame. */
export function parseFrame(text: string): (PusherFrame & { data: unknown }) | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    // Whatever a client makes up is answered with a frame, not with an error of this server.
    return undefined;
  }
  if (!isRecord(parsed) || typeof parsed['event'] !== 'string') return undefined;
  const { event, channel, data } = parsed;
  return { event, data, ...(typeof channel === 'string' ? { channel } : {}) };
}

/** The fields of a client's data, which may be an object or JSON text. */
export function fieldsOf(data: unknown): Record<string, unknown> {
  if (isRecord(data)) return data;
  if (typeof data !== 'string') return {};
  const parsed = parseAny(data);
  return isRecord(parsed) ? parsed : {};
}

export function parseAny(text: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text);
    return parsed;
  } catch {
    return undefined;
  }
}

const channelName = /^[A-Za-z0-9_\-=@,.;]{1,200}$/;

export const isChannelName = (name: unknown): name is string =>
  typeof name === 'string' && channelName.test(name);

export const isPresence = (channel: string): boolean => channel.startsWith('presence-');
export const isPrivate = (channel: string): boolean => channel.startsWith('private-') || isPresence(channel);
