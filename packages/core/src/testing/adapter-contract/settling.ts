import type { SendMessageCommand } from '../../adapter/command';
import type { MessageId } from '../../model/ids';
import type { ContractRunner } from './runner';
import { check, failureOf } from './stage';
import type { Acting } from './stage';

const signal = new AbortController().signal;

export function describeSettling({ it }: ContractRunner): void {
  it('finds a send whose answer was lost, and gives it the id it has', async ({ author, stage }) => {
    if (stage.loseNextAnswer === undefined) return;
    const baseline = await newestId(author);
    stage.loseNextAnswer();
    const command = sendCommand(author, 'was it stored?');
    const error = await failureOf(author.execute(command, { baseline }), 'A send whose answer was lost');
    check(error.outcome === 'unknown', `Its outcome is called ${error.outcome}.`);
    const settlement = await author.adapter.settle(command, { signal, baseline, claimed: new Set() });
    check(settlement.name === 'found', 'It was not found.');
    check(
      (await author.find(settlement.result.message?.id as MessageId))?.text === command.text,
      'It has another id.',
    );
  });

  it('does not take an older message of the same text for it', async ({ author }) => {
    await author.send('Ok');
    const baseline = await newestId(author);
    const settlement = await author.adapter.settle(sendCommand(author, 'Ok'), {
      signal,
      baseline,
      claimed: new Set(),
    });
    check(settlement.name === 'absent', 'An older message was taken.');
  });

  it('does not take a message that belongs to another command', async ({ author }) => {
    const baseline = await newestId(author);
    const other = await author.send('Twice');
    const claimed = new Set([other.id]);
    const settlement = await author.adapter.settle(sendCommand(author, 'Twice'), {
      signal,
      baseline,
      claimed,
    });
    check(settlement.name === 'absent', 'A claimed message was taken.');
  });

  it('does not take somebody else’s message', async ({ author, reader }) => {
    // Some backends tell one's own name only in the answer to a send.
    await author.send('Known by now');
    const baseline = await newestId(author);
    await reader.send('Same words');
    const settlement = await author.adapter.settle(sendCommand(author, 'Same words'), {
      signal,
      baseline,
      claimed: new Set(),
    });
    check(settlement.name === 'absent', 'The other person’s message was taken.');
  });
}

async function newestId(acting: Acting): Promise<MessageId | null> {
  return (await acting.newest()).messages.at(-1)?.id ?? null;
}

function sendCommand(acting: Acting, text: string): SendMessageCommand {
  return { kind: 'send-message', ...acting.header(), text, replyTo: null, attachments: [] };
}
