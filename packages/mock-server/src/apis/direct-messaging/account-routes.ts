import type { Hono } from 'hono';
import { Rejection, rejectWith } from '../django/answers';
import { readBody } from '../django/body';
import { encodePerson, encodeCommunity, localTime } from './encode';
import {
  answering,
  encoding,
  json,
  mount,
  pageBody,
  pageOf,
  redirectWithoutSlash,
  refused,
} from './endpoint';
import type { Parts } from './parts';

const requiredText = (value: unknown, name: string, problems: Record<string, string[]>): string => {
  if (typeof value === 'string' && value.trim() !== '') return value.trim();
  problems[name] = [value === undefined ? 'This field is required.' : 'This field may not be blank.'];
  return '';
};

const unauthorized = (body: unknown): Rejection =>
  new Rejection(401, body, { 'www-authenticate': 'Bearer realm="api"' });

/** Paths that need no account. */
function mountOpen(
  app: Hono,
  parts: Parts,
  path: string,
  method: 'GET' | 'POST',
  run: (request: Request, name: string) => Promise<Response>,
): void {
  redirectWithoutSlash(app, parts, path);
  app.all(path, ({ req }) =>
    answering(parts, async () => {
      if (req.method !== method) {
        throw new Rejection(
          405,
          { detail: `Method "${req.method}" not allowed.` },
          { allow: `${method}, OPTIONS` },
        );
      }
      return run(req.raw, req.param('name') ?? '');
    }),
  );
}

export function mountAccounts(app: Hono, parts: Parts): void {
  const { world, tokens } = parts;
  const { communities } = world.community;

  mountOpen(app, parts, '/api/accounts/login/', 'POST', async (request) => {
    const body = await readBody(request);
    const problems: Record<string, string[]> = {};
    const login = requiredText(body.value('username'), 'username', problems);
    const password = requiredText(body.value('password'), 'password', problems);
    if (Object.keys(problems).length > 0) throw new Rejection(400, problems);
    const person = await world.people.signIn(login, password);
    if (person === undefined) {
      throw unauthorized({ detail: 'No active account found with the given credentials' });
    }
    return json(200, {
      refresh: await tokens.issue('refresh', person),
      access: await tokens.issue('access', person),
    });
  });

  mountOpen(app, parts, '/api/accounts/token/refresh/', 'POST', async (request) => {
    const body = await readBody(request);
    const problems: Record<string, string[]> = {};
    const token = requiredText(body.value('refresh'), 'refresh', problems);
    if (Object.keys(problems).length > 0) throw new Rejection(400, problems);
    const personId = await tokens.verify('refresh', token);
    const person = personId === undefined ? undefined : await world.people.find(personId);
    if (person === undefined) {
      const isOther = (await tokens.verify('access', token)) !== undefined;
      throw unauthorized({
        detail: isOther ? 'Token has wrong type' : 'Token is invalid or expired',
        code: 'token_not_valid',
      });
    }
    return json(200, {
      access: await tokens.issue('access', person),
      refresh: await tokens.issue('refresh', person),
    });
  });

  mountOpen(app, parts, '/api/accounts/users/:name/', 'GET', async (request, name) => {
    const people = await communities.people();
    const person = [...people.values()].find(({ username }) => username === name);
    if (person === undefined) throw rejectWith(404, 'Not found.');
    return json(200, encodePerson(person, encoding(parts, people, 0, new URL(request.url).origin)));
  });

  mount(app, parts, '/api/accounts/profile/', {
    GET: async ({ me, context }) => json(200, encodePerson(me, context)),
  });

  mount(app, parts, '/api/accounts/admin-users/', {
    async GET({ me, people }) {
      if (me.role !== 'superadmin') throw refused(403, 'Permission denied');
      const admins = [...people.values()]
        .filter(({ role }) => role !== 'user')
        .sort((left, right) => right.joinedAt - left.joinedAt || right.id - left.id);
      return json(
        200,
        admins.map(({ id, username, email, role }) => ({ id, username, email, role })),
      );
    },
  });

  mount(app, parts, '/api/subscriptions/', {
    async GET({ me, url, context }) {
      const subscriptions = await communities.subscriptionsOf(me.id);
      const all = await communities.all();
      const page = pageOf(url, subscriptions.length);
      const shown = subscriptions.slice(page.offset, page.offset + page.limit).flatMap((one) => {
        const community = all.find(({ id }) => id === one.communityId);
        if (community === undefined) return [];
        return {
          id: one.id,
          confession: encodeCommunity(community, me.id, context),
          subscribed_at: localTime(one.createdAt),
        };
      });
      return json(200, pageBody(parts, url, page, subscriptions.length, shown));
    },
  });

  mount(app, parts, '/api/confessions/:slug/subscribe/', {
    async POST({ me, param }) {
      const community = await communities.named(param('slug'));
      if (community === undefined) throw rejectWith(404, 'Not found.');
      return (await communities.subscribe(community.id, me.id))
        ? json(201, { message: 'Subscribed successfully' })
        : json(200, { message: 'Already subscribed' });
    },
  });

  mount(app, parts, '/api/confessions/:slug/unsubscribe/', {
    async POST({ me, param }) {
      const community = await communities.named(param('slug'));
      if (community === undefined) throw rejectWith(404, 'Not found.');
      return (await communities.unsubscribe(community.id, me.id))
        ? json(200, { message: 'Unsubscribed successfully' })
        : json(400, { message: 'Not subscribed' });
    },
  });
}
