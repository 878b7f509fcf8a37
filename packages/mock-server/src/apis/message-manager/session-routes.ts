import type { Hono } from 'hono';
import { html } from '../django/answers';
import { readBody } from '../django/body';
import { sessionCookie } from '../django/cookies';
import { type Parts, answering, redirectWithoutSlash } from './endpoint';

const path = '/admin/login/';

const form = (note: string): string => `<!doctype html>
<html lang="en"><head><title>Log in</title></head><body><h1>Log in</h1>${note}
<form method="post"><label>Username <input name="username" autocomplete="username"></label>
<label>Password <input name="password" type="password" autocomplete="current-password"></label>
<button>Log in</button></form></body></html>
`;

const refusal = '<p role="alert">Please enter the correct username and password for a staff account.</p>';

/** The only door to a cookie session, which is what sockets ask for. */
export function mountSessions(app: Hono, parts: Parts): void {
  const { world, profile, mountPath } = parts;
  redirectWithoutSlash(app, parts, path);
  app.get(path, () => html(200, form('')));
  app.post(path, ({ req }) =>
    answering(parts, async () => {
      const body = await readBody(req.raw);
      const [username, password] = [body.value('username'), body.value('password')].map(String);
      const person = await world.people.signIn(username ?? '', password ?? '');
      const staff = person && (await world.guests.hotels.staff(person.id));
      // The document lets everybody in who is logged in; the real door is for the administration only.
      const isLetIn = staff !== undefined && (profile === 'documented' || staff.isStaff);
      if (person === undefined || !isLetIn) return html(200, form(refusal));
      const key = await world.sessions.open('message-manager', person.id);
      return new Response(null, {
        status: 302,
        headers: {
          location: `${mountPath}/admin/`,
          'set-cookie': sessionCookie(key, '/'),
        },
      });
    }),
  );
}
