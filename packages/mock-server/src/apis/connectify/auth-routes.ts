import type { Hono } from 'hono';
import { Rejection, rejectAll } from '../django/answers';
import { readBody } from '../django/body';
import { encodeAccount, encodeProfile } from './encode';
import { type Parts, answering, json, mount, redirectWithoutSlash, vouched } from './endpoint';
import { createFieldReader } from './fields';

const loginPath = '/api/auth/login/';
const refreshPath = '/api/auth/token/refresh/';

const methodNotAllowed = (method: string): Rejection =>
  new Rejection(405, { detail: `Method "${method}" not allowed.` }, { allow: 'OPTIONS, POST' });

export function mountAuth(app: Hono, parts: Parts): void {
  const { world, tokens } = parts;
  redirectWithoutSlash(app, parts, loginPath);
  redirectWithoutSlash(app, parts, refreshPath);

  app.all(loginPath, ({ req }) =>
    answering(parts, async () => {
      if (req.method !== 'POST') throw methodNotAllowed(req.method);
      const fields = createFieldReader(await readBody(req.raw));
      const login = fields.text('login', { required: true });
      const password = fields.text('password', { required: true });
      fields.finish();
      const person = await world.people.signIn(vouched(login), vouched(password));
      if (person === undefined) throw rejectAll('Unable to log in with provided credentials.');
      return json(200, {
        refresh: await tokens.issue('refresh', person),
        access: await tokens.issue('access', person),
        user: encodeAccount(person),
      });
    }),
  );

  app.all(refreshPath, ({ req }) =>
    answering(parts, async () => {
      if (req.method !== 'POST') throw methodNotAllowed(req.method);
      const fields = createFieldReader(await readBody(req.raw));
      const refresh = fields.text('refresh', { required: true });
      fields.finish();
      const personId = await tokens.verify('refresh', vouched(refresh));
      const person = personId === undefined ? undefined : await world.people.find(personId);
      if (person?.isActive !== true) throw new Rejection(401, { error: 'Token is invalid or expired' });
      return json(200, { access: await tokens.issue('access', person) });
    }),
  );

  mount(app, parts, {
    path: '/api/auth/profile/',
    methods: { GET: { run: ({ person }) => Promise.resolve(json(200, encodeProfile(person))) } },
  });
}
