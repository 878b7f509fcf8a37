import { messageId, userId, type Attachment } from '@chat/core';
import type { SceneMessage } from './scene';

const words =
  'guest room key lobby early late breakfast taxi booking towel please thanks checked moved floor quiet view upgrade invoice luggage shuttle morning evening team arrival'.split(
    ' ',
  );

/** Plausible talk of any length; always the same for the same numbers. */
export function sampleTalk(count: number, people: readonly string[]): readonly SceneMessage[] {
  let seed = 7;
  const next = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
    return seed % below;
  };
  let speaker = 0;
  return Array.from({ length: count }, (_, index) => {
    if (next(3) === 0) speaker = next(people.length);
    const length = next(10) === 0 ? 60 + next(60) : 3 + next(18);
    const text = Array.from({ length }, () => words[next(words.length)] ?? '').join(' ');
    return { by: people[speaker] ?? '', text: `${index + 1}. ${text}` };
  });
}

/** A picture that needs no network: two colours and a shape. */
export function samplePicture(id: string, width: number, height: number, hue: number): Attachment {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs><linearGradient id="g" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="hsl(${hue} 70% 78%)"/><stop offset="1" stop-color="hsl(${hue + 40} 60% 55%)"/></linearGradient></defs><rect width="100%" height="100%" fill="url(#g)"/><circle cx="75%" cy="28%" r="9%" fill="white" opacity=".8"/><path d="M0 ${height} L${width * 0.35} ${height * 0.5} L${width * 0.6} ${height * 0.8} L${width * 0.8} ${height * 0.6} L${width} ${height} Z" fill="hsl(${hue + 80} 35% 35%)" opacity=".7"/></svg>`;
  return {
    id,
    kind: 'image',
    name: `${id}.jpg`,
    url: URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' })),
    thumbnailUrl: null,
    mimeType: 'image/jpeg',
    size: 184_000,
    width,
    height,
  };
}

export function sampleFile(name: string, mimeType: string, size: number): Attachment {
  return {
    id: name,
    kind: 'file',
    name,
    url: 'https://files.example/rota.pdf',
    thumbnailUrl: null,
    mimeType,
    size,
    width: null,
    height: null,
  };
}

/** A short conversation that shows most of what a bubble can look like. */
export function sampleShowcase(me: string, other: string, third: string): readonly SceneMessage[] {
  const yesterday = Date.now() - 26 * 3_600_000;
  return [
    { by: other, text: 'Good evening! Room 412 asked for a late check-out.', createdAt: yesterday },
    {
      by: other,
      text: 'They have a flight at 18:00, so 14:00 would be perfect.',
      createdAt: yesterday + 40_000,
    },
    {
      by: me,
      text: 'Sure, I have moved the cleaning of that floor to the afternoon.',
      createdAt: yesterday + 200_000,
      readBy: [{ userId: userId(other), at: null }],
    },
    { by: third, text: 'Thanks both 🙏', createdAt: yesterday + 300_000 },
    { by: '', kind: 'system', text: `${third} added ${me} to the group`, createdAt: yesterday + 400_000 },
    {
      by: other,
      text: 'The new lobby is done, have a look',
      attachments: [
        samplePicture('lobby', 1600, 1000, 200),
        samplePicture('bar', 900, 1200, 20),
        samplePicture('terrace', 1200, 1200, 120),
      ],
      reactions: [
        { emoji: '😍', count: 3, userIds: [userId(me), userId(third), userId(other)] },
        { emoji: '👏', count: 1, userIds: [userId(third)] },
      ],
    },
    {
      by: third,
      text: 'Love the light. Details are at https://intranet.example/lobby?tour=1 if anyone wants to see the plan.',
      replyTo: {
        messageId: messageId('6'),
        authorId: userId(other),
        authorName: null,
        text: 'The new lobby is done, have a look',
        attachmentCount: 3,
      },
    },
    { by: me, text: '🎉🎉' },
    {
      by: me,
      text: 'And here is the rota',
      attachments: [sampleFile('Rota week 48.pdf', 'application/pdf', 482_113)],
      edited: true,
    },
    { by: other, text: 'Deleted', deleted: true },
    {
      by: other,
      text: 'Could you check with housekeeping whether 415 and 417 are connected? The Okafor family arrives at nine with two children and asked for a door between the rooms.\n\nIf not, 420/422 would do as well.',
      pinned: true,
    },
    { by: me, text: 'On it', readBy: [] },
  ];
}
