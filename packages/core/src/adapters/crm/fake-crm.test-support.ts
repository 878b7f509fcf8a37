import { wireMessage } from './crm.test-support';

type Stored = ReturnType<typeof wireMessage>;

/** The two routes histories come from, with their faults, over messages a test may change at any time. */
export interface FakeCrm {
  readonly fetch: typeof fetch;
  readonly messages: Stored[];
  /** Paths and queries as they came. */
  readonly asked: string[];
  /** Called before each answer, with the number of the request. */
  before: (count: number) => void;
}

export function createFakeCrm(
  me: number,
  messages: Stored[],
  options: { readonly bare?: boolean } = {},
): FakeCrm {
  const asked: string[] = [];
  const server: FakeCrm = {
    messages,
    asked,
    before: () => undefined,
    fetch(input) {
      const url = new URL(input instanceof Request ? input.url : input);
      asked.push(`${url.pathname}${url.search}`);
      server.before(asked.length);
      return Promise.resolve(answer(url));
    },
  };

  function answer(url: URL): Response {
    if (url.pathname === '/api/messages/with_user/') {
      const person = Number(url.searchParams.get('user_id'));
      const thread = messages
        .filter(({ sender, recipient }) => [sender.id, recipient.id].includes(person))
        .slice(0, 500);
      for (const message of thread) if (message.recipient.id === me) message.is_read = true;
      return Response.json(thread);
    }
    if (url.pathname !== '/api/messages/')
      return Response.json({ error: 'Not Found', details: '', status_code: 404 }, { status: 404 });
    const ascending = url.searchParams.get('ordering') === 'id';
    const all = ascending && options.bare !== true ? [...messages] : [...messages].reverse();
    if (options.bare === true) return Response.json(all);
    const size = Number(url.searchParams.get('page_size'));
    const pages = Math.max(1, Math.ceil(all.length / size));
    const wanted = url.searchParams.get('page');
    const page = wanted === 'last' ? pages : Number(wanted);
    if (page > pages)
      return Response.json({ error: 'Invalid page.', details: {}, status_code: 404 }, { status: 404 });
    const results = all.slice((page - 1) * size, page * size);
    return Response.json({
      count: all.length,
      next: page < pages ? 'http://inner/next' : null,
      previous: null,
      results,
    });
  }

  return server;
}

/** Messages between me and several people in turn, ids growing by one. */
export function talk(count: number, me: number, others: readonly number[]): Stored[] {
  return Array.from({ length: count }, (_, index) => {
    const other = others[index % others.length] ?? me;
    return index % 2 === 0 ? wireMessage(index + 1, other, me) : wireMessage(index + 1, me, other);
  });
}
