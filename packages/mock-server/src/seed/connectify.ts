import { startDirect } from '../world/acts/direct';
import { startGroup } from '../world/acts/group';
import type { Conversation, Person } from '../world/types';
import type { World } from '../world/world';
import { museumMorning, projectPhoenix, testAfternoon, thisMorning, withChiara } from './connectify-lines';
import type { ApiSeed } from './api-seed';
import { largeTalk } from './large';
import { writePaper } from './paper';
import {
  addOrganisation,
  addPeople,
  demoOrganisations,
  demoPeople,
  requireOrganisation,
  requirePerson,
} from './people';
import { drawStage } from './picture';
import { type Line, play, readBy } from './scene';

const minute = 60_000;
const hour = 60 * minute;

interface Pair {
  from: Person;
  to: Person;
  organisationId: number;
  startsAt: number;
}

function openDirect(world: World, { from, to, organisationId, startsAt }: Pair): Promise<Conversation> {
  world.clock.set((startsAt - minute) * 1000);
  return startDirect(world, from, {
    participantId: to.id,
    organisationId,
    rules: { refuseWhenBlocked: false, closedOnesCount: false },
  });
}

async function withFiles(lines: readonly Line[]): Promise<Line[]> {
  const picture = { name: 'test rig.png', kind: 'image', bytes: await drawStage(960, 600) };
  const sheet = {
    name: 'measurements.pdf',
    kind: 'document',
    bytes: writePaper([
      'Measurements, glass hall',
      'Textiles: 50 lux. Everything else: 150 lux.',
      'Dimmer: no flicker down to 4 %, use 5 % and above.',
      'Drivers: 8 ordered, 6 in use, 2 spare.',
    ]),
  };
  return lines.map((line) => {
    if (line.shows === undefined) return line;
    return { ...line, uploads: [line.shows === 'picture' ? picture : sheet] };
  });
}

async function museumTalk(world: World, now: number, amira: Person, bruno: Person): Promise<void> {
  const northwind = await requireOrganisation(world, 'Northwind');
  const startsAt = now - 47 * hour;
  const conversation = await openDirect(world, {
    from: amira,
    to: bruno,
    organisationId: northwind,
    startsAt,
  });
  const cast = [amira, bruno];
  const part = (from: number, minutesBetween: number, lines: readonly Line[]) =>
    play(world, { conversation, cast, startsAt: from, minutesBetween, lines });
  const ids = [
    ...(await part(startsAt, 3, museumMorning)),
    ...(await part(now - 23 * hour, 4, await withFiles(testAfternoon))),
    ...(await part(now - 44 * minute, 3, thisMorning)),
  ];
  await readBy(world, bruno, ids);
  await readBy(world, amira, ids, 2);
}

/** A small company in the middle of two jobs. */
async function demoTalk(world: World, now: number): Promise<void> {
  const amira = await requirePerson(world, 'amira');
  const bruno = await requirePerson(world, 'bruno');
  const chiara = await requirePerson(world, 'chiara');
  const dmitri = await requirePerson(world, 'dmitri');
  const eve = await requirePerson(world, 'eve');
  const northwind = await requireOrganisation(world, 'Northwind');
  const eastgate = await requireOrganisation(world, 'Eastgate');

  world.clock.set((now - 72 * hour) * 1000);
  const phoenix = await startGroup(world, amira, {
    name: 'Project Phoenix',
    description: 'Lights for the opera house',
    organisationId: northwind,
    memberIds: [bruno.id, chiara.id],
  });
  const phoenixIds = await play(world, {
    conversation: phoenix,
    cast: [amira, bruno, chiara],
    startsAt: now - 30 * hour,
    minutesBetween: 95,
    lines: projectPhoenix,
  });
  await readBy(world, amira, phoenixIds, 1);
  await readBy(world, bruno, phoenixIds);
  await readBy(world, chiara, phoenixIds, 1);

  const chiaraStart = now - 5 * hour;
  const chiaraIds = await play(world, {
    conversation: await openDirect(world, {
      from: amira,
      to: chiara,
      organisationId: northwind,
      startsAt: chiaraStart,
    }),
    cast: [amira, chiara],
    startsAt: chiaraStart,
    minutesBetween: 11,
    lines: withChiara,
  });
  await readBy(world, amira, chiaraIds, 1);

  const eveStart = now - 22 * hour;
  const eveIds = await play(world, {
    conversation: await openDirect(world, {
      from: eve,
      to: amira,
      organisationId: eastgate,
      startsAt: eveStart,
    }),
    cast: [amira, eve],
    startsAt: eveStart,
    minutesBetween: 9,
    lines: [
      { from: 'eve', text: 'Hello Amira, the lab is free from Monday. Shall I keep it for you?' },
      { from: 'amira', text: 'Yes please! The drivers arrive on Friday.' },
      { from: 'eve', text: 'Wonderful. And yes, I still have your ladder.', reactions: { '😄': ['amira'] } },
    ],
  });
  await readBy(world, amira, eveIds);

  const dmitriStart = now - 26 * hour;
  const dmitriIds = await play(world, {
    conversation: await openDirect(world, {
      from: dmitri,
      to: bruno,
      organisationId: northwind,
      startsAt: dmitriStart,
    }),
    cast: [bruno, dmitri],
    startsAt: dmitriStart,
    minutesBetween: 14,
    lines: [
      { from: 'dmitri', text: 'Bruno, do you have the cost per room for tomorrow?' },
      { from: 'bruno', text: 'Nearly. You get it tonight.' },
      { from: 'dmitri', text: 'Thank you.' },
    ],
  });
  await readBy(world, bruno, dmitriIds);

  world.clock.set((now - 5 * hour) * 1000);
  const lunch = await startGroup(world, chiara, {
    name: 'Lunch',
    description: '',
    organisationId: northwind,
    memberIds: [amira.id, bruno.id, dmitri.id],
  });
  await play(world, {
    conversation: lunch,
    cast: [amira, bruno, chiara, dmitri],
    startsAt: now - 4 * hour,
    minutesBetween: 6,
    lines: [
      { from: 'chiara', text: 'Thai place or the market today?' },
      { from: 'dmitri', text: 'Market!', reactions: { '🥗': ['chiara', 'bruno'] } },
      { from: 'bruno', text: 'Market. I leave at half past twelve.' },
    ],
  });

  // The busiest conversation comes last, as its messages are the newest.
  await museumTalk(world, now, amira, bruno);
}

export const connectifySeed: ApiSeed = {
  async people(world) {
    await addPeople(world, demoPeople);
    for (const organisation of demoOrganisations) await addOrganisation(world, organisation);
  },
  demo: demoTalk,
  large: largeTalk,
};
