import { demoTalk } from './seed/demo';
import { largeTalk } from './seed/large';
import { demoOrganisations, demoPassword, demoPeople } from './seed/people';
import type { World } from './world/world';

/** People and organisations to start from; ids count from 1 in the given order unless stated. */
export interface Cast {
  people: CastMember[];
  organisations: {
    id?: number;
    name: string;
    description: string;
    memberIds: number[];
    adminIds: number[];
  }[];
}

export interface CastMember {
  id?: number;
  username: string;
  email: string;
  firstName: string;
  lastName: string;
  role?: string;
  pictureUrl?: string | null;
}

/** `demo`: people who talk. `empty`: people only. `large`: one long conversation. Or a cast of your own. */
export type Seed = 'demo' | 'empty' | { large: number } | { cast: Cast };

/** An account one can sign in with. */
export interface Account {
  username: string;
  password: string;
  name: string;
}

const settingName = 'seeded';

/** Reads a seed from a command line: `demo`, `empty` or `large:5000`; undefined if it is none. */
export function parseSeed(text: string): Seed | undefined {
  if (text === 'demo' || text === 'empty') return text;
  const count = /^large:(\d+)$/.exec(text)?.[1];
  return count === undefined ? undefined : { large: Number(count) };
}

async function addCast(world: World, cast: Cast): Promise<void> {
  for (const member of cast.people) await world.people.add({ ...member, password: demoPassword });
  for (const organisation of cast.organisations) await world.organisations.add(organisation);
}

/** Fills an empty world; one that was filled before stays as it is. `now` is in milliseconds. */
export async function seedWorld(world: World, seed: Seed, now: number): Promise<void> {
  if ((await world.settings.read(settingName)) !== undefined) return;
  const fill = async (inside: World): Promise<void> => {
    inside.clock.set((now - 30 * 24 * 60 * 60 * 1000) * 1000);
    const cast =
      typeof seed === 'object' && 'cast' in seed
        ? seed.cast
        : { people: demoPeople, organisations: demoOrganisations };
    await addCast(inside, cast);
    if (seed === 'demo') await demoTalk(inside, now);
    else if (typeof seed === 'object' && 'large' in seed) await largeTalk(inside, now, seed.large);
    await inside.settings.write(settingName, JSON.stringify(seed));
  };
  try {
    await world.transaction(fill);
  } finally {
    world.clock.follow();
  }
}

/** Everybody who can sign in. */
export async function listAccounts(world: World): Promise<Account[]> {
  const people = await world.people.all();
  return people.map(({ username, firstName, lastName }) => ({
    username,
    password: demoPassword,
    name: `${firstName} ${lastName}`.trim() || username,
  }));
}
