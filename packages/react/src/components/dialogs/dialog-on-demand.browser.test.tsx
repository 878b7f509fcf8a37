import type { ComponentType } from 'react';
import { page } from 'vitest/browser';
import { expect, it, vi } from 'vitest';
import { mount } from '../../testing/mount';
import { sampleClient } from '../../testing/sample-conversations';
import { dialogOnDemand } from './dialog-on-demand';

interface Props {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

const Loaded: ComponentType<Props> = ({ open }) => (open ? <p>Here it is</p> : null);

it('fetches nothing before it opens', async () => {
  const load = vi.fn<() => Promise<ComponentType<Props>>>(() => Promise.resolve(Loaded));
  const Dialog = dialogOnDemand(load);
  await mount(sampleClient(), <Dialog open={false} onOpenChange={() => undefined} />);
  expect(load).not.toHaveBeenCalled();
});

it('says so when its code cannot be fetched, and tries again', async () => {
  const load = vi
    .fn<() => Promise<ComponentType<Props>>>(() => Promise.resolve(Loaded))
    // StrictMode asks twice.
    .mockRejectedValueOnce(new TypeError('offline'))
    .mockRejectedValueOnce(new TypeError('offline'));
  const Dialog = dialogOnDemand(load);
  await mount(sampleClient(), <Dialog open onOpenChange={() => undefined} />);
  await expect.element(page.getByRole('alert')).toHaveTextContent('This part could not be loaded.');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect.element(page.getByText('Here it is')).toBeVisible();
});
