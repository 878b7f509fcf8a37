import type { Actor, ConversationName } from '../../actor';
import type { Person } from '../../world/types';
import { notFound } from './answers';
import type { Parts } from './endpoint';
import { read, send } from './sending';

const impossible = (what: string) => (): Promise<never> =>
  Promise.reject(new Error(`The CRM knows no ${what}`));

/** Acts as a person's own client would, events included. */
export function createActing(parts: Parts): (person: Person) => Actor {
  const { world } = parts;

  async function otherOf(name: ConversationName): Promise<Person> {
    const other = 'with' in name ? await world.people.named(name.with) : undefined;
    if (other === undefined) throw new Error(`The CRM has no conversation ${JSON.stringify(name)}`);
    return other;
  }
  async function messageOf(person: Person, id: number) {
    const message = await world.crm.messages.find(id, { personId: person.id, organisationId: null });
    if (message === undefined) throw notFound('Message');
    return message;
  }

  return (person) => ({
    async send(name, content) {
      const { id: recipientId } = await otherOf(name);
      return (await send(parts, { person, isSession: false }, { recipientId, content })).id;
    },
    async read(name, ids) {
      await otherOf(name);
      for (const id of ids) await read(parts, await messageOf(person, id));
    },
    async edit(id, content) {
      await messageOf(person, id);
      await world.crm.messages.change(id, { content });
    },
    async remove(id) {
      await messageOf(person, id);
      await world.crm.messages.erase(id);
    },
    type: impossible('typing'),
    react: impossible('reactions'),
    unreact: impossible('reactions'),
  });
}
