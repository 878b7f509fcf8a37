import { startDirect } from '../world/acts/direct';
import type { World } from '../world/world';
import { requireOrganisation, requirePerson } from './people';

const sentences = [
  'The second sample is on its way.',
  'Can you look at the numbers before lunch?',
  'Done, see the shared folder.',
  'I would rather wait for the measurements.',
  'Fine with me.',
  'The supplier answered: three weeks, not two.',
  'Let us talk about it on Thursday.',
];

/** One conversation of amira and bruno with `count` messages, a minute apart, ending now. */
export async function largeTalk(world: World, now: number, count: number): Promise<void> {
  const amira = await requirePerson(world, 'amira');
  const bruno = await requirePerson(world, 'bruno');
  const conversation = await startDirect(world, amira, {
    participantId: bruno.id,
    organisationId: await requireOrganisation(world, 'Northwind'),
    rules: { refuseWhenBlocked: false, closedOnesCount: false },
  });
  for (let index = 0; index < count; index += 1) {
    world.clock.set((now - (count - index) * 60_000) * 1000);
    const sentence = sentences[(index * 5) % sentences.length] ?? '';
    await world.messages.add({
      conversationId: conversation.id,
      senderId: index % 3 === 0 ? amira.id : bruno.id,
      content: `${index + 1}. ${sentence}`,
    });
  }
  await world.conversations.touch(conversation.id);
}
