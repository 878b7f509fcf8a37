import type { Store } from '../store/open-store';
import type { WorldClock } from './clock';
import type { Conversation, ConversationKind } from './types';

export interface NewConversation {
  kind: ConversationKind;
  organisationId: number | null;
  createdBy: number | null;
  name?: string;
  description?: string;
}

export interface ConversationChange {
  name?: string;
  description?: string | null;
  picturePath?: string | null;
  isActive?: boolean;
}

export function createConversations(store: Store, clock: WorldClock) {
  const select = () =>
    store
      .selectFrom('conversations')
      .leftJoin('organisations', 'organisations.id', 'conversations.organisation_id')
      .selectAll('conversations')
      .select('organisations.name as organisation_name');

  type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number];

  const toConversation = (row: Row): Conversation => ({
    id: row.id,
    kind: row.kind,
    number: row.number,
    organisationId: row.organisation_id,
    organisationName: row.organisation_name,
    name: row.name,
    description: row.description,
    picturePath: row.picture_path,
    createdBy: row.created_by,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    isActive: row.is_active === 1,
  });

  const byId = async (id: number): Promise<Conversation | undefined> => {
    const row = await select().where('conversations.id', '=', id).executeTakeFirst();
    return row && toConversation(row);
  };

  return {
    byId,

    /** By its number within its kind; closed ones too. */
    async numbered(kind: ConversationKind, number: number): Promise<Conversation | undefined> {
      const row = await select()
        .where('conversations.kind', '=', kind)
        .where('conversations.number', '=', number)
        .executeTakeFirst();
      return row && toConversation(row);
    },

    /** All the person is in, closed ones too, last changed first. */
    async ofPerson(personId: number, kind: ConversationKind): Promise<Conversation[]> {
      const rows = await select()
        .innerJoin('memberships', 'memberships.conversation_id', 'conversations.id')
        .where('memberships.person_id', '=', personId)
        .where('memberships.left_at', 'is', null)
        .where('conversations.kind', '=', kind)
        .orderBy('conversations.updated_at', 'desc')
        .execute();
      return rows.map(toConversation);
    },

    /** Direct conversations of two people in an organisation, closed ones too, oldest first. */
    async between(organisationId: number, one: number, other: number): Promise<Conversation[]> {
      const rows = await select()
        .innerJoin('memberships as mine', 'mine.conversation_id', 'conversations.id')
        .innerJoin('memberships as theirs', 'theirs.conversation_id', 'conversations.id')
        .where('conversations.kind', '=', 'direct')
        .where('conversations.organisation_id', '=', organisationId)
        .where('mine.person_id', '=', one)
        .where('theirs.person_id', '=', other)
        .orderBy('conversations.id')
        .execute();
      return rows.map(toConversation);
    },

    async add(conversation: NewConversation): Promise<Conversation> {
      const { last } = await store
        .selectFrom('conversations')
        .select(({ fn }) => fn.max('number').as('last'))
        .where('kind', '=', conversation.kind)
        .executeTakeFirstOrThrow();
      const createdAt = clock.now();
      const { id } = await store
        .insertInto('conversations')
        .values({
          kind: conversation.kind,
          number: Number(last ?? 0) + 1,
          organisation_id: conversation.organisationId,
          name: conversation.name ?? null,
          description: conversation.description ?? null,
          picture_path: null,
          created_by: conversation.createdBy,
          created_at: createdAt,
          updated_at: clock.now(),
          is_active: 1,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      const added = await byId(id);
      if (added === undefined) throw new Error(`Conversation ${id} vanished while it was created`);
      return added;
    },

    async change(id: number, change: ConversationChange): Promise<void> {
      await store
        .updateTable('conversations')
        .set({
          ...(change.name === undefined ? {} : { name: change.name }),
          ...(change.description === undefined ? {} : { description: change.description }),
          ...(change.picturePath === undefined ? {} : { picture_path: change.picturePath }),
          ...(change.isActive === undefined ? {} : { is_active: change.isActive ? 1 : 0 }),
        })
        .where('id', '=', id)
        .execute();
    },

    async touch(id: number): Promise<void> {
      await store
        .updateTable('conversations')
        .set({ updated_at: clock.now() })
        .where('id', '=', id)
        .execute();
    },
  };
}
