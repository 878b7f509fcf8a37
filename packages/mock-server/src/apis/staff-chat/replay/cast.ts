import type { MockServer } from '../../../index';
import type { Cast } from '../../../seed';

const picture = 'https://res.example.test/demo/image/upload/v1/hotel_staff_profiles/alice.jpg';
const named = (id: number, username: string, firstName: string, lastName: string) => ({
  id,
  username,
  email: '',
  firstName,
  lastName,
  pictureUrl: username === 'alice' ? picture : null,
});
const extras = Array.from({ length: 12 }, (_, index) => {
  const number = String(index).padStart(2, '0');
  return named(8 + index, `extra${number}`, `Extra${number}`, 'Person');
});
const people = [
  named(1, 'alice', 'Alice', 'Moran'),
  named(2, 'bob', 'Bob', 'Quinn'),
  named(3, 'carol', 'Carol', 'Reyes'),
  named(4, 'dave', 'Dave', 'Stone'),
  named(5, 'erin', 'Erin', 'Walsh'),
  named(6, 'frank', 'Frank', 'Ode'),
  named(7, 'gail', 'Gail', 'Voss'),
  ...extras,
  named(100, 'nobody', 'No', 'Body'),
];

/** Whom every recording started with. */
export const recordedCast: Cast = {
  people,
  organisations: [
    { id: 1, name: 'Grand Demo', description: '', memberIds: [], adminIds: [] },
    { id: 2, name: 'Sea View', description: '', memberIds: [], adminIds: [] },
  ],
};

const frontOffice = {
  department: { name: 'Front Office', slug: 'front_office' },
  job: { name: 'Front Desk Agent', slug: 'front_desk_agent' },
};
const housekeeping = { name: 'Housekeeping', slug: 'housekeeping' };

/** Gives the people of the recording their posts; the revisions named one job differently. */
export async function addStaff({ world }: MockServer, managerSlug: string): Promise<void> {
  await world.staff.addHotel(1, 'grand-demo');
  await world.staff.addHotel(2, 'sea-view');
  const none = { department: null, job: null };
  const posts: Record<string, object> = {
    alice: { ...frontOffice, isOnDuty: true },
    bob: { department: housekeeping, job: { name: 'Housekeeper', slug: 'housekeeper' }, phone: '+15550100' },
    carol: {
      department: housekeeping,
      job: { name: 'Housekeeping Supervisor', slug: 'housekeeping_supervisor' },
      accessLevel: 'staff_admin',
      isOnDuty: true,
    },
    dave: {
      department: { name: 'Management', slug: 'management' },
      job: { name: 'Hotel Manager', slug: managerSlug },
      accessLevel: 'super_staff_admin',
    },
    erin: { ...frontOffice, isActive: false },
    frank: { ...frontOffice, hotelId: 2 },
    gail: none,
  };
  for (const { id, username } of people) {
    if (username === 'nobody') continue;
    await world.staff.add({
      id,
      personId: id,
      hotelId: 1,
      email: `${username}@grand-demo.example`,
      ...frontOffice,
      ...posts[username],
    });
  }
}
