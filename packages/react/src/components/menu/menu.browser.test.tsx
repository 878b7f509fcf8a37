import { useState } from 'react';
import { page, userEvent } from 'vitest/browser';
import { expect, it, vi } from 'vitest';
import { expectAccessible } from '../../testing/expect-accessible';
import { mount } from '../../testing/mount';
import { sampleClient } from '../../testing/sample-conversations';
import { Menu, type MenuItem } from './menu';

function Opener({ items }: { readonly items: readonly MenuItem[] }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <main>
      <button onClick={({ currentTarget }) => setAnchor(currentTarget)}>Open it</button>
      {anchor === null ? null : (
        <Menu anchor={anchor} label="Actions" items={items} onClose={() => setAnchor(null)} />
      )}
    </main>
  );
}

const item = (name: string) => page.getByRole('menuitem', { name, exact: true });

it('keeps what cannot be chosen where people look for it, with the reason', async () => {
  const onSelect = vi.fn<(id: string) => void>();
  const items: readonly MenuItem[] = [
    { id: 'edit', label: 'Edit', unavailable: 'It is too late for this.', onSelect: () => onSelect('edit') },
    { id: 'copy', label: 'Copy', onSelect: () => onSelect('copy') },
  ];
  const { container } = await mount(sampleClient(), <Opener items={items} />);
  await page.getByRole('button', { name: 'Open it' }).click();
  // The first that is of use has the focus, the others can be reached and read.
  await expect.element(item('Copy')).toHaveFocus();
  await userEvent.keyboard('{ArrowDown}');
  await expect.element(item('Edit')).toHaveFocus();
  await expect.element(item('Edit')).toHaveAccessibleDescription('It is too late for this.');
  await expect.element(page.getByText('It is too late for this.')).toBeVisible();
  await expectAccessible(container);
  await userEvent.keyboard('{Enter}');
  await item('Edit').click({ force: true });
  expect(onSelect).not.toHaveBeenCalled();
  await expect.element(item('Edit')).toBeVisible();
  await userEvent.keyboard('c{Enter}');
  expect(onSelect).toHaveBeenCalledExactlyOnceWith('copy');
});
