import { Refusal } from '../refusal';
import type { Block, Person } from '../types';
import type { World } from '../world';

/** Stops somebody of an organisation from writing to the blocker there. */
export function block(
  world: World,
  blocker: Person,
  personId: number,
  organisationId: number,
): Promise<Block> {
  return world.transaction(async (inside) => {
    const person = await inside.people.find(personId);
    if (person === undefined) throw new Refusal('person-not-found');
    const organisation = await inside.organisations.find(organisationId);
    if (organisation === undefined) throw new Refusal('organisation-not-found');
    if (!organisation.memberIds.includes(blocker.id)) throw new Refusal('actor-outside-organisation');
    if (!organisation.memberIds.includes(person.id)) throw new Refusal('person-outside-organisation');
    const blockers = await inside.blocks.blockersOf(organisation.id, person.id, [blocker.id]);
    if (blockers.length > 0) throw new Refusal('already-blocked');
    await inside.blocks.add(organisation.id, blocker.id, person.id);
    const added = (await inside.blocks.ofPerson(blocker.id)).at(-1);
    if (added === undefined) throw new Error('A block vanished while it was created');
    return added;
  });
}

export async function requireBlock(world: World, blocker: Person, id: number): Promise<Block> {
  const found = (await world.blocks.ofPerson(blocker.id)).find((candidate) => candidate.id === id);
  if (found === undefined) throw new Refusal('block-not-found');
  return found;
}
