import type { Command } from '../../adapter/command';
import type { Message } from '../../model/message';
import type { ContractRunner } from './runner';
import { check, failureOf } from './stage';
import type { Acting } from './stage';

export function describeWriting({ it }: ContractRunner): void {
  it('sends a message that both sides find, once, by its author', async ({ author, reader }) => {
    const text = `Grüße 👩‍👩‍👧 <b>${String(Date.now())}</b>`;
    const sent = await author.send(`  ${text} `.trim());
    check(sent.text === text, `It came back as «${sent.text}».`);
    check(sent.authorId === (await author.me()), 'It came back by somebody else.');
    for (const side of [author, reader]) {
      const found = (await side.newest()).messages.filter((message) => message.text === text);
      check(found.length === 1, `It is there ${String(found.length)} times.`);
      check(found[0]?.id === sent.id, 'It has another id in the history.');
    }
  });

  it('keeps the order of one author’s messages', async ({ author, reader }) => {
    const sent: Message[] = [];
    for (let count = 1; count <= 4; count += 1) sent.push(await author.send(`in order ${String(count)}`));
    const ids = sent.map(({ id }) => id);
    const read = (await reader.newest()).messages.map(({ id }) => id).filter((id) => ids.includes(id));
    check(read.join() === ids.join(), `The other side sees ${read.join()} instead of ${ids.join()}.`);
  });

  it('answers a message, and the answer names it', async ({ author, reader }) => {
    if (!author.adapter.capabilities.reply.supported) return;
    const asked = await reader.send('a question');
    const answer = await author.send('an answer', asked.id).then(({ id }) => author.find(id));
    check(answer?.replyTo?.messageId === asked.id, 'The answer does not name what it answers.');
  });

  it('edits', async ({ author, reader }) => {
    const sent = await author.send('before');
    if (
      !(await isDone(author, { kind: 'edit-message', ...author.header(), messageId: sent.id, text: 'after' }))
    )
      return;
    const found = await reader.find(sent.id);
    check(found?.text === 'after', `The other side reads «${String(found?.text)}».`);
  });

  it('deletes, and says so again without complaint or as not found', async ({ author, reader }) => {
    const sent = await author.send('to be deleted');
    const command = { kind: 'delete-message', messageId: sent.id, scope: 'everyone', hard: false } as const;
    if (!(await isDone(author, { ...command, ...author.header() }))) return;
    const found = await reader.find(sent.id);
    check(found === undefined || found.deleted, 'The other side still reads it.');
    await author.execute({ ...command, ...author.header() }).catch((error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 'not-found')) throw error;
    });
  });

  it('reacts once however often it is said, and takes it back', async ({ author, reader }) => {
    const emoji = author.adapter.capabilities.reactions.set?.[0] ?? '👍';
    const sent = await reader.send('react to this');
    const react = (kind: 'react' | 'unreact'): Command => ({
      kind,
      ...author.header(),
      messageId: sent.id,
      emoji,
    });
    if (!(await isDone(author, react('react')))) return;
    await author.execute(react('react'));
    const reactions = (await reader.find(sent.id))?.reactions ?? [];
    check(
      reactions.length === 1 && reactions[0]?.count === 1,
      `The other side sees ${JSON.stringify(reactions)}.`,
    );
    await author.execute(react('unreact'));
    check((await reader.find(sent.id))?.reactions.length === 0, 'It is still there.');
  });

  it('pins and unpins', async ({ author, reader }) => {
    const sent = await author.send('worth keeping');
    const pin = (kind: 'pin' | 'unpin'): Command => ({ kind, ...author.header(), messageId: sent.id });
    if (!(await isDone(author, pin('pin')))) return;
    check((await reader.find(sent.id))?.pinned === true, 'The other side does not see it pinned.');
    await author.execute(pin('unpin'));
    check((await reader.find(sent.id))?.pinned === false, 'It is still pinned.');
  });

  it('reads what is unread', async ({ author, reader }) => {
    const sent = await author.send('please read');
    // Nobody marks as read what they have not loaded.
    await reader.newest();
    const command: Command = { kind: 'mark-read', ...reader.header(), upTo: sent.id, messageIds: [sent.id] };
    if (!(await isDone(reader, command))) return;
    check((await reader.unread()) === 0, 'It still counts as unread.');
    if (author.adapter.capabilities.receipts.read === 'none') return;
    const found = await author.find(sent.id);
    const byReader = found?.readBy.some((mark) => mark.userId !== found.authorId) ?? false;
    check(byReader || found?.delivery === 'read', 'The author is not told.');
  });

  it('refuses blank text before anything leaves, as invalid', async ({ author }) => {
    const before = (await author.newest()).messages.length;
    const command = {
      kind: 'send-message',
      ...author.header(),
      text: ' \n ',
      replyTo: null,
      attachments: [],
    } as const;
    const error = await failureOf(author.execute(command), 'Blank text');
    check(
      error.code === 'invalid' && error.outcome !== 'unknown',
      `It failed as ${error.code}, ${error.outcome}.`,
    );
    check((await author.newest()).messages.length === before, 'Something was stored.');
  });

  it('says of a send to nowhere that it was refused', async ({ author, stage }) => {
    const command = { ...author.header(), conversationId: stage.missingConversationId } as const;
    const error = await failureOf(
      author.execute({ kind: 'send-message', ...command, text: 'to nobody', replyTo: null, attachments: [] }),
      'A send to an unknown conversation',
    );
    check(!error.retryable, `It is called retryable (${error.code}).`);
  });
}

/** Carries out what the adapter says it can; what it says it cannot must be refused as unsupported. */
async function isDone(acting: Acting, command: Command): Promise<boolean> {
  if (acting.adapter.capabilities.commands[command.kind].supported) {
    await acting.execute(command);
    return true;
  }
  const error = await failureOf(acting.execute(command), `An unsupported «${command.kind}»`);
  check(error.code === 'unsupported', `An unsupported «${command.kind}» failed as ${error.code}.`);
  return false;
}
