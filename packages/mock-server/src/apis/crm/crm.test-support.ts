import { type MockServer, createMockServer } from '../../index';
import { type TestAnswer, call, callUnsigned } from '../../testing/client';
import type { CrmProfileName } from './profile';

export const profiles = ['documented', 'deployed'] as const;

/**
 * A running server of one profile. Amira owns Northwind, Bruno, Chiara and Dmitri work there, Hugo and Selma buy
 * from it; Eve owns Eastgate and works for Northwind; Root has no hat at all.
 */
export interface Stage {
  readonly server: MockServer;
  readonly profile: CrmProfileName;
  ask(
    as: string,
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<TestAnswer>;
  get(as: string, path: string): Promise<unknown>;
  send(from: string, to: string, more?: object): Promise<TestAnswer>;
  /** The id of what somebody wrote to somebody. */
  sent(from: string, to: string, content?: string): Promise<number>;
  idOf(username: string): number;
  /** Adds somebody with hats, the first one worn. */
  hire(username: string, hats: readonly Hat[]): Promise<number>;
}

export interface Hat {
  type: 'vendor' | 'employee' | 'customer';
  organisationId: number | null;
}

export async function openStage(
  profile: CrmProfileName,
  seed: 'demo' | 'empty' | { large: number } = 'empty',
): Promise<Stage> {
  const server = await createMockServer({ api: 'crm', profile, seed });
  const { world } = server;
  const ids = new Map((await world.people.all()).map(({ username, id }) => [username, id]));
  const idOf = (username: string): number => {
    const id = ids.get(username);
    if (id === undefined) throw new Error(`Nobody is called ${username}`);
    return id;
  };
  const ask: Stage['ask'] = (as, method, path, body, headers) =>
    call(server, as, method, path, body, headers);
  const send: Stage['send'] = (from, to, more = {}) =>
    ask(from, 'POST', '/api/messages/send/', {
      recipient_id: idOf(to),
      content: `${from} to ${to}`,
      ...more,
    });
  return {
    server,
    profile,
    ask,
    idOf,
    send,
    get: async (as, path) => (await ask(as, 'GET', path)).body,
    async sent(from, to, content) {
      const { status, body } = await send(from, to, content === undefined ? {} : { content });
      if (status !== 201) throw new Error(`${from} may not write to ${to}: ${JSON.stringify(body)}`);
      return (body as { id: number }).id;
    },
    async hire(username, hats) {
      const email = `${username}@example.com`;
      const { id } = await world.people.add({
        username,
        email,
        firstName: '',
        lastName: '',
        password: 'demo',
      });
      for (const [index, hat] of hats.entries())
        await world.crm.people.addProfile({ ...hat, personId: id, isPrimary: index === 0 });
      ids.set(username, id);
      return id;
    },
  };
}

/** What a browser sends along once somebody signed in at the admin site's door. */
export interface SessionHeaders extends Record<string, string> {
  cookie: string;
  'x-csrftoken': string;
}

const cookieOf = (answer: Response, name: string): string => {
  const cookie = answer.headers.getSetCookie().find((one) => one.startsWith(`${name}=`));
  return cookie?.split(';')[0]?.slice(name.length + 1) ?? '';
};

/** Fills in the form as a person would. */
export async function openSession(
  { server }: Pick<Stage, 'server'>,
  username: string,
): Promise<SessionHeaders> {
  const url = `${server.url}/admin/login/`;
  const form = await fetch(url);
  const page = await form.text();
  const csrfmiddlewaretoken = /name="csrfmiddlewaretoken" value="(\w+)"/.exec(page)?.[1] ?? '';
  const answer = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: `csrftoken=${cookieOf(form, 'csrftoken')}` },
    body: new URLSearchParams({ username, password: 'demo', csrfmiddlewaretoken }),
  });
  const token = cookieOf(answer, 'csrftoken');
  return { cookie: `sessionid=${cookieOf(answer, 'sessionid')}; csrftoken=${token}`, 'x-csrftoken': token };
}

/** A request without a token. */
export const bareRequest = (
  { server }: Pick<Stage, 'server'>,
  ...request: [method: string, path: string, headers?: Record<string, string>, body?: unknown]
): Promise<TestAnswer> => callUnsigned(server, ...request);

/** The framework's refusals: what went wrong, told three times. */
export const frameworkError = (status: number, error: string, details: unknown = { detail: error }) => ({
  error,
  details,
  status_code: status,
});
