import { sessionSeconds } from '../../world/sessions';

const yearSeconds = 364 * 24 * 60 * 60;

/** The value of a cookie a request came with; of several the first, which browsers take from the nearest path. */
export function cookieNamed(name: string, headers: Headers): string | undefined {
  const cookies = (headers.get('cookie') ?? '').split(';').map((item) => item.trim());
  return cookies.find((item) => item.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** Scripts cannot read it, and other sites' requests do not bring it along. */
export const sessionCookie = (key: string, path: string): string =>
  `sessionid=${key}; HttpOnly; Max-Age=${sessionSeconds}; Path=${path}; SameSite=Lax`;

/** Scripts read it, to say with each write that they could. */
export const csrfCookie = (token: string, path: string): string =>
  `csrftoken=${token}; Max-Age=${yearSeconds}; Path=${path}; SameSite=Lax`;

export const endedCookie = (name: string, path: string): string =>
  `${name}=; Max-Age=0; Path=${path}; SameSite=Lax`;
