import type { CommunityLine } from './direct-messaging';

export const libraryHours: readonly CommunityLine[] = [
  { from: 'bruno', text: 'Good evening, is the reading room open on Friday?' },
  { from: 'amira', text: 'It is, from nine until ten in the evening.', isPinned: true },
  { from: 'bruno', text: 'Is the side door open as well?', before: 'Is the side dor open as well?' },
  { from: 'amira', text: 'Yes, until ten. After that please ring.', answers: 1 },
  { from: 'bruno', text: 'Thank you! Shall I bring the projector?' },
  { from: 'amira', text: 'If you have a free hand. The screen hangs already.', answers: 1 },
  { from: 'amira', text: 'This is what the hall looks like at dusk.', shows: 'picture' },
  { from: 'bruno', text: 'Beautiful. I come half an hour earlier for the lights.' },
  { from: 'bruno', text: 'Wrong window, sorry.', isDeleted: true },
  { from: 'amira', text: 'Gladly. There is tea from eight.' },
  { from: 'bruno', text: 'Does somebody have the key to the balcony?' },
  { from: 'bruno', text: 'I would hang two lamps up there.' },
];

export const organConcert: readonly CommunityLine[] = [
  { from: 'bruno', text: 'Hello Eve, when is the organ concert this year?' },
  { from: 'eve', text: 'On the second Sunday of Advent, at five.' },
  { from: 'eve', text: null, shows: 'programme' },
  { from: 'bruno', text: 'Franck! I am looking forward to that.', answers: 1 },
  { from: 'eve', text: 'Bring a warm coat, the heating is as old as the organ.' },
];

export const gardenWork: readonly CommunityLine[] = [
  { from: 'eve', text: 'Amira, may we have your long ladder on Saturday?' },
  { from: 'amira', text: 'Of course. It stands behind the archive.' },
  { from: 'eve', text: 'Wonderful, we bring it back on Sunday.', answers: 1 },
];

export const filmNight: readonly CommunityLine[] = [
  { from: 'amira', text: 'Who helps with the film night?' },
  { from: 'bruno', text: 'I do the lights.' },
  { from: 'chiara', text: 'And I do the chairs, if somebody helps carrying.', answers: 2 },
  { from: 'amira', text: 'Then we are complete. See you at seven!', isPinned: true },
  { from: 'chiara', text: 'Great!' },
];
