import type { Hub } from '../../live/hub';
import {
  type LiveSession,
  type LiveSocket,
  type UpgradeAnswer,
  type UpgradeRequest,
  createSerialSession,
} from '../../live/socket';
import type { Person } from '../../world/types';
import type { World } from '../../world/world';
import { cookieNamed } from '../django/cookies';
import type { Tokens } from '../django/tokens';
import { hotelTopic } from './announcements';
import { BadFrame } from './bad-frame';
import { createCommands } from './live-commands';
import type { MessageManagerProfile } from './profile';

const path = '/ws/staff/';

interface LiveParts {
  world: World;
  hub: Hub;
  tokens: Tokens;
  profile: MessageManagerProfile;
  onError(error: unknown): void;
}

/** One socket for all conversations, open to whoever has a session; asked once and never again. */
export function createLive({ world, hub, tokens, profile, onError }: LiveParts) {
  const commands = createCommands(world, hub);

  const personOf = async ({ url, headers }: UpgradeRequest): Promise<Person | undefined> => {
    const key = cookieNamed('sessionid', headers);
    const bySession = key === undefined ? undefined : await world.sessions.personOf('message-manager', key);
    const token = profile === 'documented' ? url.searchParams.get('token') : null;
    const id = bySession ?? (token === null ? undefined : await tokens.verify('access', token));
    const person = id === undefined ? undefined : await world.people.find(id);
    return person?.isActive === true ? person : undefined;
  };

  const serve = (person: Person, hotelId: number | undefined, socket: LiveSocket): LiveSession => {
    const topics = new Set<string>();
    if (profile === 'documented' && hotelId !== undefined) topics.add(hotelTopic(hotelId));
    const leave = hub.join({ topics, hear: (frame) => socket.send(JSON.stringify(frame)) });
    let isBroken = false;
    return createSerialSession(socket, {
      onError,
      opened: () => undefined,
      async received(data) {
        if (isBroken) return;
        try {
          if (typeof data !== 'string') throw new BadFrame('binary');
          await commands.perform(person, topics, data);
        } catch (error) {
          isBroken = true;
          leave();
          if (!(error instanceof BadFrame)) throw error;
          socket.close(1011);
        }
      },
      ended: leave,
    });
  };

  return async function connect(upgrade: UpgradeRequest): Promise<UpgradeAnswer> {
    if (upgrade.url.pathname !== path) return { accepted: false, status: 500 };
    const person = await personOf(upgrade);
    if (person === undefined) return { accepted: false, status: 403 };
    const hotel = (await world.guests.hotels.staff(person.id))?.hotel ?? null;
    return { accepted: true, open: (socket) => serve(person, hotel?.organisationId, socket) };
  };
}
