import { useState } from 'react';
import { page, userEvent } from 'vitest/browser';
import { expect, it } from 'vitest';
import { mount } from '../../testing/mount';
import { mountInShadow } from '../../testing/mount-in-shadow';
import { sampleClient } from '../../testing/sample-conversations';
import { Popover } from './popover';

function Scrolling() {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <div data-testid="list" style={{ blockSize: 300, overflow: 'auto' }}>
      <div style={{ blockSize: 200 }} />
      <button onClick={({ currentTarget }) => setAnchor(currentTarget)}>Open it</button>
      <div style={{ blockSize: 800 }} />
      {anchor === null ? null : (
        <Popover anchor={anchor} onClose={() => setAnchor(null)} label="Choice">
          <button>One</button>
        </Popover>
      )}
    </div>
  );
}

const surface = () => page.getByRole('dialog', { name: 'Choice' });
const opener = () => page.getByRole('button', { name: 'Open it' });
const gap = () =>
  surface().element().getBoundingClientRect().top - opener().element().getBoundingClientRect().bottom;

async function open() {
  await mount(sampleClient(), <Scrolling />);
  await opener().click();
  await expect.element(surface()).toBeVisible();
}

it('goes along with what it belongs to when that is moved', async () => {
  await open();
  const before = gap();
  page.getByTestId('list').element().scrollTop = 120;
  await expect.poll(gap).toBe(before);
  await expect.element(surface()).toBeVisible();
});

it.each(['wheel', 'touchmove', 'pointerdown'])('closes when a %s comes from outside', async (type) => {
  await open();
  surface()
    .element()
    .dispatchEvent(new Event(type, { bubbles: true }));
  await expect.element(surface()).toBeVisible();
  page
    .getByTestId('list')
    .element()
    .dispatchEvent(new Event(type, { bubbles: true }));
  await expect.element(surface()).not.toBeInTheDocument();
});

it('works inside of a shadow root, where the page sees only its host', async () => {
  const shadow = mountInShadow(sampleClient(), <Scrolling />);
  await opener().click();
  const choice = page.getByRole('button', { name: 'One' });
  await expect.poll(() => shadow.activeElement).toBe(choice.element());
  await choice.click();
  await expect.element(surface()).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(surface()).not.toBeInTheDocument();
  expect(shadow.activeElement).toBe(opener().element());
});

it('closes with Escape, and gives the focus back', async () => {
  await open();
  await userEvent.keyboard('{Escape}');
  await expect.element(surface()).not.toBeInTheDocument();
  await expect.element(opener()).toHaveFocus();
});
