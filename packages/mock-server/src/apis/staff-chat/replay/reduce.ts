import { normalise } from '../../../testing/replay/normalise';

/** Where files are is each server's own; that there is an address, and for which file, is not. */
const addresses = ['file', 'file_url', 'image_url', 'url', 'thumbnail_url'];
const hosts = ['<base>'];

function reduceField(key: string, value: unknown): unknown {
  if (addresses.includes(key) && typeof value === 'string') return '<file>';
  if (key === 'event_id') return '<id>';
  // Their roster and login tell a storage path in one answer and an address in another.
  if (key === 'profile_image_url' && typeof value === 'string') return value.replace(/^.*image\/upload/, '');
  return reduceAll(value);
}

function reduceAll(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reduceAll);
  if (typeof value !== 'object' || value === null) {
    return typeof value === 'string' && /^[0-9a-f]{40}$/.test(value) ? '<token>' : value;
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, reduceField(key, item)]));
}

/** Makes answers and events of two servers comparable. */
export const reduce = (value: unknown, url: string): unknown => reduceAll(normalise(value, [...hosts, url]));
