import type { Store } from '../store/open-store';
import { toBareMessage } from './messages';
import type { BareMessage, Message, Person, QuotedMessage } from './types';

const batchSize = 5000;

const grouped = <Item>(items: Item[], key: (item: Item) => number): Map<number, Item[]> => {
  const groups = new Map<number, Item[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
};

/** Fetches what hangs on messages in a handful of queries, however many messages there are. */
export function createMessageLoader(store: Store, people: { all(): Promise<Person[]> }) {
  const quotes = async (batch: BareMessage[], persons: Map<number, Person>) => {
    const ids = [...new Set(batch.flatMap((message) => message.replyToId ?? []))];
    if (ids.length === 0) return new Map<number, QuotedMessage>();
    const rows = await store.selectFrom('messages').selectAll().where('id', 'in', ids).execute();
    const withFiles = new Set(
      (
        await store.selectFrom('attachments').select('message_id').where('message_id', 'in', ids).execute()
      ).map((row) => row.message_id),
    );
    return new Map(
      rows.map(toBareMessage).map((message): [number, QuotedMessage] => [
        message.id,
        {
          id: message.id,
          sender: senderOf(persons, message),
          content: message.content,
          hasAttachments: withFiles.has(message.id),
        },
      ]),
    );
  };

  const loadBatch = async (batch: BareMessage[], persons: Map<number, Person>): Promise<Message[]> => {
    const ids = batch.map((message) => message.id);
    const attachments = grouped(
      await store
        .selectFrom('attachments')
        .selectAll()
        .where('message_id', 'in', ids)
        .orderBy('id')
        .execute(),
      (row) => row.message_id,
    );
    const reactions = grouped(
      await store.selectFrom('reactions').selectAll().where('message_id', 'in', ids).orderBy('id').execute(),
      (row) => row.message_id,
    );
    const reads = grouped(
      await store.selectFrom('reads').selectAll().where('message_id', 'in', ids).orderBy('id').execute(),
      (row) => row.message_id,
    );
    const deliveries = new Map(
      (await store.selectFrom('deliveries').selectAll().where('message_id', 'in', ids).execute()).map(
        (row) => [row.message_id, { status: row.status, changedAt: row.changed_at }],
      ),
    );
    const quoted = await quotes(batch, persons);
    return batch.map((message) => ({
      ...message,
      sender: senderOf(persons, message),
      attachments: (attachments.get(message.id) ?? []).map((row) => ({
        id: row.id,
        kind: row.kind,
        filePath: row.file_path,
        name: row.name,
        size: row.size,
        uploadedAt: row.uploaded_at,
      })),
      reactions: (reactions.get(message.id) ?? []).map((row) => ({
        id: row.id,
        person: personOf(persons, row.person_id),
        emoji: row.emoji,
        createdAt: row.created_at,
      })),
      reads: (reads.get(message.id) ?? []).map((row) => ({
        id: row.id,
        person: personOf(persons, row.person_id),
        readAt: row.read_at,
      })),
      quoted: message.replyToId === null ? null : (quoted.get(message.replyToId) ?? null),
      delivery: deliveries.get(message.id) ?? null,
    }));
  };

  return async (messages: BareMessage[]): Promise<Message[]> => {
    if (messages.length === 0) return [];
    const persons = new Map((await people.all()).map((person) => [person.id, person]));
    const loaded: Message[] = [];
    for (let start = 0; start < messages.length; start += batchSize) {
      loaded.push(...(await loadBatch(messages.slice(start, start + batchSize), persons)));
    }
    return loaded;
  };
}

function personOf(persons: Map<number, Person>, id: number): Person {
  const person = persons.get(id);
  if (person === undefined) throw new Error(`Person ${id} is referred to but does not exist`);
  return person;
}

const senderOf = (persons: Map<number, Person>, { senderId }: BareMessage): Person | null =>
  senderId === null ? null : personOf(persons, senderId);
