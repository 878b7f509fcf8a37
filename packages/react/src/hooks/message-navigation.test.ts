import { messageId } from '@chat/core';
import { expect, it, vi } from 'vitest';
import { createNavigationDesk, nowhere, type MessageStage } from './message-navigation';

const stage = () => {
  const scrollToMessage = vi.fn<MessageStage['scrollToMessage']>().mockResolvedValue();
  return { scrollToMessage, current: { scrollToMessage, scrollToEnd: vi.fn(), focus: vi.fn() } };
};
const code = (going: Promise<void>) =>
  going.then(
    () => 'there',
    (error: unknown) => (error as { code: string }).code,
  );

it('goes where the list that is shown goes', async () => {
  const desk = createNavigationDesk();
  const list = stage();
  desk.register(list);
  expect(await code(desk.scrollToMessage(messageId('1')))).toBe('there');
  desk.scrollToEnd();
  desk.focusMessages();
  expect(list.scrollToMessage).toHaveBeenCalledExactlyOnceWith('1');
  expect(list.current.scrollToEnd).toHaveBeenCalledOnce();
  expect(list.current.focus).toHaveBeenCalledOnce();
});

it('waits for a list with the last wish only', async () => {
  const desk = createNavigationDesk();
  const [first, last] = ['1', '2'].map((id) => code(desk.scrollToMessage(messageId(id))));
  const list = stage();
  desk.register(list);
  expect(await Promise.all([first, last])).toEqual(['aborted', 'there']);
  expect(list.scrollToMessage.mock.calls).toEqual([['2']]);
});

it('asks the list that is shown now, not the one before', () => {
  const desk = createNavigationDesk();
  const [before, now] = [stage(), stage()];
  const end = desk.register(before);
  desk.register(now);
  end();
  void desk.scrollToMessage(messageId('1'));
  expect([before.scrollToMessage.mock.calls.length, now.scrollToMessage.mock.calls.length]).toEqual([0, 1]);
});

it('drops what waits when the view goes', async () => {
  const desk = createNavigationDesk();
  const going = code(desk.scrollToMessage(messageId('1')));
  desk.leave();
  expect(await going).toBe('aborted');
  expect(await code(nowhere.scrollToMessage(messageId('1')))).toBe('unsupported');
});
