interface Said {
  readonly author: string;
  readonly text: string;
}

/** What a server has, asked by requests of our own: no client of ours has a hand in it. */
export interface ServerTruth {
  /** What carries this mark, in the server's order; asking marks nothing as read. */
  said(mark: string): Promise<readonly Said[]>;
  /** How many messages of the conversation this person has not read, as the server counts them. */
  unreadOf(person: string): Promise<number>;
}

type Ask = (path: string, as?: string) => Promise<unknown>;

/** Asks as one of the seeded people; each signs in once. */
function asker(url: string, signInAs: (name: string) => object): Ask {
  const tokens = new Map<string, Promise<string>>();
  const signIn = async (name: string): Promise<string> => {
    const response = await fetch(`${url}/api/auth/login/`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(signInAs(name)),
    });
    return ((await response.json()) as { access: string }).access;
  };
  return async (path, as = 'amira') => {
    const known = tokens.get(as) ?? signIn(as);
    tokens.set(as, known);
    const response = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${await known}` } });
    if (response.status === 401) {
      // A fault has ended every session, ours too.
      tokens.delete(as);
      throw new Error('The server refused the token.');
    }
    if (!response.ok) throw new Error(`The server answered ${String(response.status)} for ${path}.`);
    return response.json();
  };
}

interface WireMessage {
  readonly id: number;
  readonly content: string;
  readonly sender: { readonly username?: string; readonly email?: string };
}

function marked(messages: readonly WireMessage[], mark: string): readonly Said[] {
  return [...messages]
    .sort((left, right) => left.id - right.id)
    .filter(({ content }) => content.includes(mark))
    .map(({ sender, content }) => ({
      author: sender.username ?? sender.email?.replace(/@.*/, '') ?? '',
      text: content,
    }));
}

interface Listed {
  readonly id: number;
  readonly unread_count: number;
  readonly name?: string;
  readonly other_participant?: { readonly email: string };
}

const itemsOf = (answer: unknown): readonly Listed[] =>
  Array.isArray(answer) ? (answer as Listed[]) : (answer as { results: readonly Listed[] }).results;

/** Of a group. */
export function connectifyTruth(url: string, title: string): ServerTruth {
  const ask = asker(url, (login) => ({ login, password: 'demo' }));
  const group = async (as?: string): Promise<Listed> => {
    const found = itemsOf(await ask('/api/messaging/group-chats/', as)).find(({ name }) => name === title);
    if (found === undefined) throw new Error(`The server has no group «${title}».`);
    return found;
  };
  return {
    async said(mark) {
      const { id } = await group();
      return marked((await ask(`/api/messaging/messages/?group_chat=${String(id)}`)) as WireMessage[], mark);
    },
    unreadOf: async (person) => (await group(person)).unread_count,
  };
}

/** Of what amira and bruno say to each other. */
export function crmTruth(url: string): ServerTruth {
  const ask = asker(url, (username) => ({ username, password: 'demo' }));
  return {
    async said(mark) {
      const answer = await ask('/api/messages/?ordering=-id&page=1&page_size=100');
      return marked((answer as { results: WireMessage[] }).results, mark);
    },
    async unreadOf(person) {
      const other = person === 'bruno' ? 'amira' : 'bruno';
      const found = itemsOf(await ask('/api/conversations/', person)).find(
        ({ other_participant }) => other_participant?.email.startsWith(other) === true,
      );
      if (found === undefined) throw new Error(`${person} has no conversation with ${other}.`);
      return found.unread_count;
    },
  };
}
