import type { Hono } from 'hono';
import { html } from '../django/answers';
import { cookieNamed, csrfCookie, endedCookie, sessionCookie } from '../django/cookies';
import { csrfProblem } from './authentication';
import { type Parts, answering } from './endpoint';

const loginPath = '/admin/login/';

const page = (title: string, content: string): string =>
  `<!doctype html>\n<html lang="en"><head><title>${title}</title></head><body><h1>${title}</h1>\n${content}</body></html>\n`;

const tokenField = (token: string): string =>
  `<input type="hidden" name="csrfmiddlewaretoken" value="${token}">`;

const form = (note: string, token: string): string =>
  page(
    'Log in',
    `${note}<form method="post">${tokenField(token)}
<label>Username <input name="username" autocomplete="username"></label>
<label>Password <input name="password" type="password" autocomplete="current-password"></label>
<button>Log in</button></form>`,
  );

const refusal =
  '<p role="alert">Please enter the correct username and password. Note that both fields may be case-sensitive.</p>\n';

const randomToken = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );

const withCookies = (answer: Response, cookies: readonly string[]): Response => {
  for (const cookie of cookies) answer.headers.append('set-cookie', cookie);
  return answer;
};

const leadTo = (location: string): Response => new Response(null, { status: 302, headers: { location } });

/**
 * The admin site's door, where cookie sessions come from. It lets everybody in, customers too, for whom alone a
 * session differs from a token; everything behind it but signing out is left out.
 */
export function mountAdmin(app: Hono, parts: Parts): void {
  const { world, mountPath } = parts;
  const cookiePath = `${mountPath}/`;
  const known = /^[\w-]{32,64}$/;

  const showForm = (headers: Headers, note: string): Response => {
    const given = cookieNamed('csrftoken', headers);
    // What comes from outside goes into the page only when it can be a token.
    const token = given !== undefined && known.test(given) ? given : randomToken();
    return withCookies(html(200, form(note, token)), [csrfCookie(token, cookiePath)]);
  };

  /** A form of this site's own, else the framework's page of refusal. */
  async function readForm(request: Request): Promise<URLSearchParams | Response> {
    const fields = new URLSearchParams(await request.text());
    const problem = csrfProblem(request.headers, fields.get('csrfmiddlewaretoken'));
    if (problem === undefined) return fields;
    return html(403, page('Forbidden', '<p>CSRF verification failed. Request aborted.</p>'));
  }

  app.get(loginPath, ({ req }) => showForm(req.raw.headers, ''));
  app.post(loginPath, ({ req }) =>
    answering(parts, async () => {
      const fields = await readForm(req.raw);
      if (fields instanceof Response) return fields;
      const person = await world.people.signIn(fields.get('username') ?? '', fields.get('password') ?? '');
      if (person === undefined) return showForm(req.raw.headers, refusal);
      const key = await world.sessions.open('crm', person.id);
      return withCookies(leadTo(`${mountPath}/admin/`), [
        sessionCookie(key, cookiePath),
        // Another one from now on: what was known before signing in is worth nothing after.
        csrfCookie(randomToken(), cookiePath),
      ]);
    }),
  );

  app.get('/admin/', ({ req }) =>
    answering(parts, async () => {
      const { headers } = req.raw;
      const key = cookieNamed('sessionid', headers);
      const signedIn = key !== undefined && (await world.sessions.personOf('crm', key)) !== undefined;
      const token = cookieNamed('csrftoken', headers) ?? '';
      if (!signedIn || !known.test(token)) return leadTo(`${mountPath}${loginPath}`);
      const action = `${mountPath}/admin/logout/`;
      const out = `<form method="post" action="${action}">${tokenField(token)}<button>Log out</button></form>`;
      return html(200, page('Signed in', out));
    }),
  );

  app.post('/admin/logout/', ({ req }) =>
    answering(parts, async () => {
      const fields = await readForm(req.raw);
      if (fields instanceof Response) return fields;
      const key = cookieNamed('sessionid', req.raw.headers);
      if (key !== undefined) await world.sessions.end('crm', key);
      return withCookies(leadTo(`${mountPath}${loginPath}`), [endedCookie('sessionid', cookiePath)]);
    }),
  );
}
