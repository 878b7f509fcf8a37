/** Who says what: a guest, the system, or staff by user name. */
export type GuestLine = readonly [from: 'guest' | 'system' | 'amira' | 'marco' | 'eve', text: string];

export interface GuestTalk {
  guest: string;
  room: string;
  /** Name of the department that relays; without one the conversation is not relayed. */
  department?: string;
  status: 'relay' | 'active' | 'checkin';
  /** Minutes from the last line to now. */
  ago: number;
  lines: readonly GuestLine[];
}

export const lateTowels: GuestTalk = {
  guest: 'Lena Ortiz',
  room: '107',
  department: 'Front Desk',
  status: 'relay',
  ago: 3,
  lines: [
    ['guest', 'Good morning! Could I get two extra pillows?'],
    ['system', 'Guest was connected to Front Desk'],
    ['amira', 'Good morning Ms Ortiz. Of course, they are on their way.'],
    ['guest', 'Wonderful, thank you.'],
    ['amira', 'Is there anything else we can do for you?'],
    ['guest', 'One thing: until when is breakfast?'],
    ['amira', 'Until half past ten, at weekends until eleven. The terrace is open today.'],
    ['guest', 'Lovely. And can we keep the room until two on Sunday?'],
    ['guest', 'Our train only leaves at four 🙈'],
  ],
};

export const grandDemoTalks: readonly GuestTalk[] = [
  {
    guest: 'Mats Lindqvist',
    room: '108',
    department: 'Housekeeping',
    status: 'relay',
    ago: 22,
    lines: [
      ['guest', 'Hej, the air conditioning makes a strange noise.'],
      ['marco', 'Hello, a colleague will look at it within fifteen minutes.'],
      ['guest', 'Thanks. I am out until six, just go in.'],
      ['marco', 'Done: the filter was loose. Please tell us if you hear it again.'],
    ],
  },
  {
    guest: 'Quinn Abbott',
    room: '112',
    department: 'Front Desk',
    status: 'relay',
    ago: 9,
    lines: [
      ['guest', 'Can somebody call us a taxi to the opera for 19:15?'],
      ['amira', 'It is ordered. The driver waits at the side entrance.'],
      ['guest', 'Which side is that?'],
    ],
  },
  {
    guest: 'Noor Haddad',
    room: '109',
    status: 'active',
    ago: 300,
    lines: [
      ['guest', 'Hi'],
      ['guest', 'Never mind, I found the gym.'],
    ],
  },
  { guest: 'Otto Keller', room: '110', status: 'checkin', ago: 60, lines: [] },
];

/** So that the list has a second page. */
export const quietGuests: readonly string[] = [
  'Ana Sousa',
  'Ben Okafor',
  'Chloé Martin',
  'David Levi',
  'Emi Tanaka',
  'Farid Rahimi',
  'Grace Wanjiru',
  'Hugo Silva',
  'Ida Nyström',
  'José Campos',
];

export const seaViewTalk: GuestTalk = {
  guest: 'Pia Rossi',
  room: '11',
  department: 'Reception',
  status: 'relay',
  ago: 45,
  lines: [
    ['guest', 'Is the path to the lake lit in the evening?'],
    ['eve', 'It is, until eleven. We lend torches as well.'],
  ],
};
