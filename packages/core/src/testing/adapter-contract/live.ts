import type { ContractRunner } from './runner';
import { check, until } from './stage';

export function describeLive({ it }: ContractRunner): void {
  it('tells a message live where it says that it does', async ({ author, reader }) => {
    const heard = await reader.connect();
    if (heard === null) return;
    try {
      const kind =
        (await reader.conversations()).find(({ id }) => id === reader.conversationId)?.kind ?? 'direct';
      const { messages } = reader.adapter.capabilities.live[kind];
      const sent = await author.send('heard live');
      if (messages !== 'always' && messages !== 'while-watching') return;
      await until('the message, or the advice to look, is heard', () =>
        heard.events.some(
          (event) =>
            (event.type === 'message-received' && event.message.id === sent.id) ||
            (event.type === 'conversation-stale' && event.conversationId === reader.conversationId),
        ),
      );
    } finally {
      heard.link.close();
    }
  });

  it('says nothing after it was closed', async ({ author, reader }) => {
    const heard = await reader.connect();
    if (heard === null) return;
    heard.link.close();
    const before = heard.events.length;
    await author.send('after the end');
    check(heard.events.length === before, 'A closed link told something.');
  });
}
