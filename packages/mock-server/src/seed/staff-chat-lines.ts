/** A line of the hotel's staff among themselves. */
export interface StaffLine {
  from: string;
  text: string;
  /** How many lines back the line stands that this one answers. */
  answers?: number;
  /** Emoji → user name; of the ten only. */
  reactions?: Record<string, string>;
  before?: string;
  isDeleted?: boolean;
  shows?: 'picture' | 'sheet';
}

const line =
  (from: string) =>
  (text: string, rest: Omit<StaffLine, 'from' | 'text'> = {}): StaffLine => ({ from, text, ...rest });

const amira = line('amira');
const bruno = line('bruno');
const chiara = line('chiara');
const dmitri = line('dmitri');

/** Reception and housekeeping, today. */
export const roomTwelve: readonly StaffLine[] = [
  amira('Morning! Room 12 arrives early today, around eleven. Can you make it?'),
  bruno('Eleven is tight. Half past?'),
  amira('Half past is fine, I will offer them breakfast.', { reactions: { '👍': 'bruno' } }),
  bruno('Starting there now.'),
  bruno('The blind in the bathroom is stuck again, see the photo.', { shows: 'picture' }),
  amira('@Dmitri, can you have a look?', { answers: 1 }),
  bruno('He is in the boiler room until ten, I asked him.'),
  amira('Then after that. Thank you!', { reactions: { '🎉': 'bruno' } }),
  bruno('Room 12 is reddy', { before: 'Room 12 is reddy', isDeleted: true }),
  bruno('Room 12 is ready.', { before: 'Room 12 is redy.' }),
  amira('Wonderful, they are just finishing their coffee.'),
  bruno('Minibar is filled as well, the list is on the door.'),
];

/** The whole morning shift. */
export const morningShift: readonly StaffLine[] = [
  amira('Good morning everybody. 42 arrivals, 31 departures, two groups.'),
  chiara('Breakfast is set for 90.'),
  dmitri('Lift 2 is out of order until the engineer has been here.', { reactions: { '😮': 'chiara' } }),
  bruno('All trolleys by lift 1 then, please.'),
  chiara('The list of allergies for the group lunch:', { shows: 'sheet' }),
  amira('Thank you Chiara.', { answers: 1, reactions: { '❤️': 'chiara' } }),
  dmitri('Engineer comes at two.'),
  amira('I tell the guests on the third floor.'),
  bruno('Can somebody lend us two people at one? @Chiara, perhaps?'),
  chiara('One, not two.'),
  bruno('One is plenty. 👏'),
  dmitri('Lift 2 works again. It was the door sensor.', { reactions: { '👏': 'amira', '🎉': 'bruno' } }),
];

/** Maintenance and kitchen, yesterday. */
export const coldRoom: readonly StaffLine[] = [
  chiara('The cold room shows 7 degrees.'),
  dmitri('On my way.'),
  dmitri('The door was not closed. It is falling again.'),
  chiara('I put a sign on it.', { reactions: { '😂': 'dmitri' } }),
];
