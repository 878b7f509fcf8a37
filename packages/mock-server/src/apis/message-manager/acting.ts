import type { Actor, ConversationName } from '../../actor';
import { tellGuest } from '../../world/acts/guest';
import type { GuestConversation } from '../../world/guests/types';
import type { Person } from '../../world/types';
import type { Parts } from './endpoint';
import { takeGuestText } from './hearing';

type ActingParts = Pick<Parts, 'world' | 'announce' | 'profile'>;

const impossible = (what: string) => (): Promise<never> =>
  Promise.reject(new Error(`message-manager knows no ${what}`));

const nothingElse = {
  type: impossible('typing'),
  read: impossible('reading'),
  edit: impossible('editing'),
  remove: impossible('deleting'),
  react: impossible('reactions'),
  unreact: impossible('reactions'),
};

/** A guest by name or phone number, who writes in the one conversation there is of their stay. */
export async function actAsGuest(parts: ActingParts, name: string): Promise<Actor | undefined> {
  const { conversations } = parts.world.guests;
  const find = async () =>
    (await conversations.ofGuest(name)) ??
    (await conversations.ofPhone(name)) ??
    (await conversations.demonstrationOf(name));
  if ((await find()) === undefined) return undefined;
  return {
    ...nothingElse,
    async send(_conversation, text) {
      const conversation = await find();
      if (conversation === undefined) throw new Error(`No guest is called ${name} any more`);
      return (await takeGuestText(parts, conversation, text)).id;
    },
  };
}

/** Somebody of the hotel, who writes as their client does. */
export function actAsStaff(parts: ActingParts, person: Person): Actor {
  const { world, announce } = parts;
  const find = async (name: ConversationName): Promise<GuestConversation> => {
    const hotel = (await world.guests.hotels.staff(person.id))?.hotel ?? null;
    const relayed = hotel === null ? [] : await world.guests.conversations.relayed(hotel.organisationId);
    const found = 'guest' in name && relayed.find(({ stay }) => stay?.guestName === name.guest);
    if (found === undefined || found === false) {
      throw new Error(`${person.username} has no conversation ${JSON.stringify(name)}`);
    }
    return found;
  };
  return {
    ...nothingElse,
    async send(name, text) {
      const conversation = await find(name);
      const message = await tellGuest(world, conversation, {
        senderType: 'staff',
        senderId: person.id,
        content: text,
        moves: true,
      });
      announce.message(conversation, message);
      return message.id;
    },
  };
}
