import { compareOrdered } from '../../model/ordered';
import type { Message } from '../../model/message';
import type { ContractRunner } from './runner';
import { check, failureOf } from './stage';

const never = new AbortController().signal;

export function describeReading({ it }: ContractRunner): void {
  it('says who I am, and the same each time', async ({ author, reader }) => {
    const [first, again, other] = [await author.me(), await author.me(), await reader.me()];
    check(first === again, 'The same person got two ids.');
    check(first !== other, 'Two people got one id.');
  });

  it('lists the conversation once, with the others named', async ({ author }) => {
    const page = await author.adapter.loadConversations(null, never);
    const all = await author.conversations();
    check(
      all.filter(({ id }) => id === author.conversationId).length === 1,
      'The conversation is not listed once.',
    );
    check(new Set(all.map(({ id }) => id)).size === all.length, 'Two conversations have one id.');
    const known = new Set([await author.me(), ...page.users.map(({ id }) => id)]);
    const unnamed = page.conversations
      .flatMap(({ participants }) => participants)
      .filter((id) => !known.has(id));
    check(unnamed.length === 0, `The page names no user for ${unnamed.join(', ')}.`);
  });

  it('gives the newest history oldest first, ending with the last message', async ({ author }) => {
    const sent = await author.send('the last one');
    const { messages, reachedEnd } = await author.newest();
    check(reachedEnd, 'The newest page does not say that it reaches the end.');
    check(messages.at(-1)?.id === sent.id, 'The newest page does not end with the message just sent.');
    check(isAscending(messages), 'A page is not in the order of its own `order` and `id`.');
  });

  it('pages back to the beginning without a hole or a repetition', async ({ author }) => {
    for (let count = 0; count < 3; count += 1) await author.send(`page filler ${String(count)}`);
    let page = await author.newest();
    const all = [...page.messages];
    for (let count = 0; !page.reachedStart && count < 200; count += 1) {
      const oldest = all[0];
      check(oldest !== undefined, 'A page that does not reach the start is empty.');
      page = await author.before(oldest);
      check(page.messages.length > 0 || page.reachedStart, 'An empty page does not reach the start.');
      all.unshift(...page.messages);
    }
    check(page.reachedStart, 'The beginning was never reached.');
    check(new Set(all.map(({ id }) => id)).size === all.length, 'A message came twice.');
    check(isAscending(all), 'The pages do not join in order.');
  });

  it('keeps its pages joined while others write', async ({ author, reader }) => {
    const sent: Message[] = [];
    for (let count = 0; count < 6; count += 1) sent.push(await author.send(`in a row ${String(count)}`));
    let page = await author.page({ name: 'newest' }, { limit: 2 });
    const all = [...page.messages];
    for (
      let count = 0;
      count < 20 && !page.reachedStart && !all.some(({ id }) => id === sent[0]?.id);
      count += 1
    ) {
      // What is counted from the newest moves with every message.
      await reader.send(`in between ${String(count)}`);
      const oldest = all[0];
      check(oldest !== undefined, 'A page that does not reach the start is empty.');
      page = await author.before(oldest, 2);
      all.unshift(...page.messages);
    }
    const ids = all.map(({ id }) => id);
    const lost = sent.filter(({ id }) => !ids.includes(id)).map(({ text }) => text);
    check(lost.length === 0, `Pages that were asked for while others wrote left out: ${lost.join(', ')}.`);
    check(new Set(ids).size === ids.length, 'Pages that were asked for while others wrote repeat a message.');
    check(isAscending(all), 'Pages that were asked for while others wrote do not join in order.');
  });

  it('loads a window around a message where it says that it can', async ({ author }) => {
    if (!author.adapter.capabilities.loadAround) return;
    const sent: Message[] = [];
    for (let count = 0; count < 7; count += 1) sent.push(await author.send(`window ${String(count)}`));
    const middle = sent[3];
    check(middle !== undefined, 'Nothing was sent.');
    const { messages } = await author.page({ name: 'around', messageId: middle.id }, { limit: 4 });
    const ids = messages.map(({ id }) => id);
    check(ids.includes(middle.id), 'The window does not hold the message it was asked for.');
    check(isAscending(messages), 'The window is not in the order of its own `order` and `id`.');
    const inside = sent.filter(
      (one) =>
        compareOrdered(messages[0] ?? one, one) <= 0 && compareOrdered(one, messages.at(-1) ?? one) <= 0,
    );
    check(
      inside.every(({ id }) => ids.includes(id)),
      'The window leaves out messages between its ends.',
    );
  });

  it('reads nothing by peeking', async ({ author, reader }) => {
    if (!reader.adapter.capabilities.peek) return;
    await reader.newest(false);
    await author.send('not read yet');
    const before = await reader.unread();
    const page = await reader.newest(true);
    check(!page.markedRead, 'A peek says that it marked things read.');
    check((await reader.unread()) === before, 'Peeking changed what is unread.');
  });

  it('refuses a conversation nobody has, as not found or forbidden', async ({ author, stage }) => {
    const { missingConversationId } = stage;
    const error = await failureOf(
      author.adapter.loadMessages(
        { conversationId: missingConversationId, position: { name: 'newest' }, limit: 10, peek: true },
        never,
      ),
      'An unknown conversation',
    );
    check(['not-found', 'forbidden'].includes(error.code), `It failed as ${error.code}.`);
    check(!error.retryable, 'It is called retryable.');
  });

  it('stops when it is told to', async ({ author }) => {
    const stopped = AbortSignal.abort();
    const error = await failureOf(author.adapter.loadConversations(null, stopped), 'A stopped request');
    check(error.code === 'aborted', `It failed as ${error.code}.`);
  });
}

function isAscending(messages: readonly Message[]): boolean {
  return messages.every((message, index) => {
    const next = messages[index + 1];
    return next === undefined || compareOrdered(message, next) < 0;
  });
}
