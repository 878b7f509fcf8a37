import type { CastMember } from '../seed';
import type { Person } from '../world/types';
import type { World } from '../world/world';

/** The password of every seeded account. */
export const demoPassword = 'demo';

const person = (username: string, firstName: string, lastName: string, role = 'USER'): CastMember => ({
  username,
  email: `${username}@example.com`,
  firstName,
  lastName,
  role,
});

/** The people whom the APIs share. */
export const demoPeople: readonly CastMember[] = [
  person('amira', 'Amira', 'Haddad'),
  person('bruno', 'Bruno', 'Keller'),
  person('chiara', 'Chiara', 'Rossi'),
  person('dmitri', 'Dmitri', 'Volkov'),
  person('eve', 'Eve', 'Lindqvist'),
  person('root', 'Rita', 'Oot', 'ADMIN'),
];

/** An organisation by the user names of its people. */
export interface SeedOrganisation {
  name: string;
  description: string;
  members: readonly string[];
  admins: readonly string[];
}

export const demoOrganisations: readonly SeedOrganisation[] = [
  {
    name: 'Northwind',
    description: 'Lighting for theatres and museums',
    members: ['amira', 'bruno', 'chiara', 'dmitri'],
    admins: ['amira'],
  },
  { name: 'Eastgate', description: 'Workshop and test lab', members: ['amira', 'eve'], admins: [] },
];

export async function requirePerson(world: World, username: string): Promise<Person> {
  const person = await world.people.named(username);
  if (person === undefined) throw new Error(`The seed has nobody called ${username}`);
  return person;
}

export async function requireOrganisation(world: World, name: string): Promise<number> {
  const organisation = await world.organisations.named(name);
  if (organisation === undefined) throw new Error(`The seed has no organisation called ${name}`);
  return organisation.id;
}

/** Adds those who are not there yet: another API of the same world may have brought them. */
export async function addPeople(world: World, members: readonly CastMember[]): Promise<void> {
  for (const member of members) {
    if ((await world.people.named(member.username)) !== undefined) continue;
    await world.people.add({ ...member, password: demoPassword });
  }
}

/** The id of the organisation of that name, which is added unless it is there. */
export async function addOrganisation(world: World, organisation: SeedOrganisation): Promise<number> {
  const present = await world.organisations.named(organisation.name);
  if (present !== undefined) return present.id;
  const idOf = async (username: string) => (await requirePerson(world, username)).id;
  return world.organisations.add({
    name: organisation.name,
    description: organisation.description,
    memberIds: await Promise.all(organisation.members.map(idOf)),
    adminIds: await Promise.all(organisation.admins.map(idOf)),
  });
}
