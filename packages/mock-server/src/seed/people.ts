import type { Cast } from '../seed';

/** The password of every seeded account. */
export const demoPassword = 'demo';

const person = (username: string, firstName: string, lastName: string, role = 'USER') => ({
  username,
  email: `${username}@example.com`,
  firstName,
  lastName,
  role,
});

export const demoPeople: Cast['people'] = [
  person('amira', 'Amira', 'Haddad'),
  person('bruno', 'Bruno', 'Keller'),
  person('chiara', 'Chiara', 'Rossi'),
  person('dmitri', 'Dmitri', 'Volkov'),
  person('eve', 'Eve', 'Lindqvist'),
  person('root', 'Rita', 'Oot', 'ADMIN'),
];

export const demoOrganisations: Cast['organisations'] = [
  {
    name: 'Northwind',
    description: 'Lighting for theatres and museums',
    memberIds: [1, 2, 3, 4],
    adminIds: [1],
  },
  { name: 'Eastgate', description: 'Workshop and test lab', memberIds: [1, 5], adminIds: [] },
];
