import type { ApiName } from './apis/registry';
import { apiSeeds } from './seed/demo';
import { demoPassword } from './seed/people';
import type { Person } from './world/types';
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

async function fillFor(world: World, api: ApiName, seed: Exclude<Seed, { cast: Cast }>, now: number) {
  const { people, demo, large } = apiSeeds[api];
  await people(world);
  if (seed === 'demo') await demo(world, now);
  else if (typeof seed === 'object') await large?.(world, now, seed.large);
}

/** Gives each API its part of the world, once: a part that was filled before stays as it is. */
export async function seedWorld(
  world: World,
  apis: readonly ApiName[],
  seed: Seed,
  now: number,
): Promise<void> {
  const fill = async (inside: World): Promise<void> => {
    const fillOnce = async (part: string, work: () => Promise<void>) => {
      if ((await inside.settings.read(`seeded.${part}`)) !== undefined) return;
      inside.clock.set((now - 30 * 24 * 60 * 60 * 1000) * 1000);
      await work();
      await inside.settings.write(`seeded.${part}`, JSON.stringify(seed));
    };
    if (typeof seed === 'object' && 'cast' in seed) {
      await fillOnce('cast', () => addCast(inside, seed.cast));
      return;
    }
    for (const api of apis) await fillOnce(api, () => fillFor(inside, api, seed, now));
  };
  try {
    await world.transaction(fill);
  } finally {
    world.clock.follow();
  }
}

/** How to sign in as these people. */
export const accountsOf = (people: readonly Person[]): Account[] =>
  people.map(({ username, firstName, lastName }) => ({
    username,
    password: demoPassword,
    name: `${firstName} ${lastName}`.trim() || username,
  }));
