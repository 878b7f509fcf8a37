interface Said {
  readonly author: string;
  readonly text: string;
}

/** What a server has, asked by requests of our own: no client of ours has a hand in it. */
export interface ServerTruth {
  /** What carries this mark, in the server's order; asking marks nothing as read. */
  said(mark: string): Promise<readonly Said[]>;
  /** How many messages of the conversation this person has not read; what a server counts itself may be wrong. */
  unreadOf(person: string): Promise<number>;
}

type Ask = (path: string) => Promise<unknown>;

/** Asks as one of the seeded people, signed in anew where a fault has ended the session. */
function asker(url: string, details: object): Ask {
  let token: string | null = null;
  const signIn = async (): Promise<string> => {
    const response = await fetch(`${url}/api/auth/login/`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(details),
    });
    return ((await response.json()) as { access: string }).access;
  };
  return async (path) => {
    token ??= await signIn();
    const response = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } });
    if (response.status === 401) token = null;
    if (!response.ok) throw new Error(`The server answered ${String(response.status)} for ${path}.`);
    return response.json();
  };
}

interface WirePerson {
  readonly username?: string;
  readonly email?: string;
}

interface WireMessage {
  readonly id: number;
  readonly content: string;
  readonly sender: WirePerson;
  readonly recipient?: WirePerson;
  readonly is_read?: boolean;
  readonly read_by?: readonly { readonly user: WirePerson }[];
}

const nameOf = ({ username, email }: WirePerson): string => username ?? email?.replace(/@.*/, '') ?? '';

function marked(messages: readonly WireMessage[], mark: string): readonly Said[] {
  return [...messages]
    .sort((left, right) => left.id - right.id)
    .filter(({ content }) => content.includes(mark))
    .map(({ sender, content }) => ({ author: nameOf(sender), text: content }));
}

/** Of a group. */
export function connectifyTruth(url: string, title: string): ServerTruth {
  const ask = asker(url, { login: 'amira', password: 'demo' });
  const messages = async (): Promise<readonly WireMessage[]> => {
    const groups = (await ask('/api/messaging/group-chats/')) as readonly { id: number; name: string }[];
    const found = groups.find(({ name }) => name === title);
    if (found === undefined) throw new Error(`The server has no group «${title}».`);
    const detail = await ask(`/api/messaging/group-chats/${String(found.id)}/`);
    return (detail as { messages: readonly WireMessage[] }).messages;
  };
  return {
    said: async (mark) => marked(await messages(), mark),
    async unreadOf(person) {
      const others = (await messages()).filter(({ sender }) => nameOf(sender) !== person);
      return others.filter(({ read_by = [] }) => !read_by.some(({ user }) => nameOf(user) === person)).length;
    },
  };
}

/** Of what amira and bruno say to each other. */
export function crmTruth(url: string): ServerTruth {
  const ask = asker(url, { username: 'amira', password: 'demo' });
  const messages = async (): Promise<readonly WireMessage[]> => {
    const answer = await ask('/api/messages/?ordering=-id&page=1&page_size=100');
    const people = ['amira', 'bruno'];
    return (answer as { results: readonly WireMessage[] }).results.filter(
      ({ sender, recipient = {} }) => people.includes(nameOf(sender)) && people.includes(nameOf(recipient)),
    );
  };
  return {
    said: async (mark) => marked(await messages(), mark),
    unreadOf: async (person) =>
      (await messages()).filter(
        ({ recipient = {}, is_read }) => nameOf(recipient) === person && is_read === false,
      ).length,
  };
}
