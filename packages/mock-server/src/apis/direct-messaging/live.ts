import type { Actor, ConversationName } from '../../actor';
import {
  type LiveSession,
  type LiveSocket,
  type UpgradeAnswer,
  type UpgradeRequest,
  createSerialSession,
} from '../../live/socket';
import type { CommunityConversation, CommunityPerson } from '../../world/community/types';
import { createFrameHandler } from './frames';
import type { Parts } from './parts';
import { isParticipant } from './rules';
import type { Talk } from './talk';

const path = /^\/ws\/chat\/(\d+)\/$/;
const refuse = (status: number): UpgradeAnswer => ({ accepted: false, status });

/** One socket for each conversation; nobody asks where a page comes from. */
export function createLive(parts: Parts, talk: Talk) {
  const { world, broadcast, tokens, profile, onError } = parts;
  const { conversations, communities } = world.community;
  const handle = createFrameHandler(parts, talk);

  async function personOf(token: string | null): Promise<CommunityPerson | undefined> {
    if (token === null) return undefined;
    // A real server takes any token of its own, also one for renewing, also of a closed account.
    const id =
      (await tokens.verify('access', token)) ??
      (profile === 'deployed' ? await tokens.verify('refresh', token) : undefined);
    const person = id === undefined ? undefined : (await communities.people()).get(id);
    return person?.isActive === true || profile === 'deployed' ? person : undefined;
  }

  function serve(
    me: CommunityPerson,
    conversation: CommunityConversation,
    origin: string,
    socket: LiveSocket,
  ): LiveSession {
    const leave = broadcast.listen(conversation.id, me.id, (frame) => socket.send(JSON.stringify(frame)));
    let hasFailed = false;
    return createSerialSession(socket, {
      onError,
      opened: () => talk.status(me, conversation.id, 'online'),
      async received(data) {
        if (typeof data !== 'string') {
          // The connection's own task dies of it, and nobody is told that the person left.
          hasFailed = true;
          leave();
          socket.close(1011);
          return;
        }
        const answer = await handle(me, conversation, origin, data);
        if (answer !== undefined) socket.send(JSON.stringify(answer));
      },
      ended() {
        leave();
        if (!hasFailed) talk.status(me, conversation.id, 'offline');
      },
    });
  }

  async function find(person: CommunityPerson, name: ConversationName): Promise<CommunityConversation> {
    const own = await conversations.ofPerson(person.id);
    const found = own.find(({ participants }) =>
      'with' in name
        ? participants.length === 2 &&
          participants.some(({ id, username }) => id !== person.id && username === name.with)
        : 'group' in name && participants.length > 2,
    );
    if (found === undefined)
      throw new Error(`${person.username} has no conversation ${JSON.stringify(name)}`);
    return found;
  }

  return {
    async connect({ url }: UpgradeRequest): Promise<UpgradeAnswer> {
      const number = path.exec(url.pathname)?.[1];
      if (number === undefined) return refuse(500);
      const me = await personOf(url.searchParams.get('token'));
      const conversation = await conversations.numbered(Number(number));
      if (me === undefined || conversation === undefined) return refuse(403);
      if (!isParticipant(conversation, me.id)) {
        // Announced before anybody asks who it is.
        if (profile === 'deployed') talk.status(me, conversation.id, 'offline');
        return refuse(403);
      }
      const origin = url.origin.replace(/^ws/, 'http');
      return { accepted: true, open: (socket) => serve(me, conversation, origin, socket) };
    },

    actAs(personId: number): Actor {
      const me = async (): Promise<CommunityPerson> => {
        const person = (await communities.people()).get(personId);
        if (person === undefined) throw new Error(`Person ${personId} does not exist`);
        return person;
      };
      const act = async (conversation: CommunityConversation, frame: unknown): Promise<void> =>
        void (await handle(await me(), conversation, '', JSON.stringify(frame)));
      const homeOf = async (messageId: number): Promise<CommunityConversation> => {
        const message = await world.community.messages.find(messageId);
        const home = message && (await conversations.byId(message.conversationId));
        if (home === undefined) throw new Error(`There is no message ${messageId}`);
        return home;
      };
      const noReactions = (): Promise<void> => Promise.reject(new Error('direct-messaging has no reactions'));
      return {
        async send(name, text, options) {
          const person = await me();
          const conversation = await find(person, name);
          const draft = { content: text, replyToId: options?.replyTo ?? null };
          return (await talk.send(person, conversation, draft, 'socket', '')).id;
        },
        async type(name, isTyping) {
          const person = await me();
          talk.type(person, (await find(person, name)).id, isTyping);
        },
        async read(name, messageIds) {
          const conversation = await find(await me(), name);
          for (const id of messageIds) await act(conversation, { type: 'read_receipt', message_id: id });
        },
        edit: async (id, text) =>
          act(await homeOf(id), { type: 'edit_message', message_id: id, content: text }),
        remove: async (id) => act(await homeOf(id), { type: 'delete_message', message_id: id }),
        react: noReactions,
        unreact: noReactions,
      };
    },
  };
}
