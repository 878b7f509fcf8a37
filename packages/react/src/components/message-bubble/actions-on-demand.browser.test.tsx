import type { ComponentType } from 'react';
import { page } from 'vitest/browser';
import { expect, it, vi } from 'vitest';
import { fixtureMessage } from '../../testing/fixture-message';
import { mount } from '../../testing/mount';
import { sampleClient } from '../../testing/sample-conversations';
import { actionsOnDemand } from './actions-on-demand';
import type { MessageActionsProps } from './message-actions';

const Loaded: ComponentType<MessageActionsProps> = ({ message }) => <p>What to do with “{message.text}”</p>;

it('offers to try again where the actions of a message could not be fetched', async () => {
  const load = vi
    .fn<() => Promise<ComponentType<MessageActionsProps>>>(() => Promise.resolve(Loaded))
    // StrictMode asks twice.
    .mockRejectedValueOnce(new TypeError('offline'))
    .mockRejectedValueOnce(new TypeError('offline'));
  const Actions = actionsOnDemand(load);
  const message = fixtureMessage({ text: 'Room 12' });
  const gestures = { open: null, setOpen: () => undefined };
  await mount(sampleClient(), <Actions message={message} gestures={gestures} showTime={false} />);
  await page.getByRole('button', { name: 'This part could not be loaded. Try again' }).click();
  await expect.element(page.getByText('What to do with “Room 12”')).toBeVisible();
});
