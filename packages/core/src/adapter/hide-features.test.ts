import { expect, it } from 'vitest';
import { createFakeAdapter } from '../testing/fake-adapter';
import { createFakeClock } from '../testing/fake-clock';
import { createFakeServer } from '../testing/fake-server';
import { hideFeatures, type Feature } from './hide-features';
import type { AdapterFactory, ChatAdapter } from './adapter';

function adapterWithout(features: readonly Feature[]): { plain: ChatAdapter; narrowed: ChatAdapter } {
  const server = createFakeServer({ clock: createFakeClock() });
  const me = server.addUser('Nora');
  const plain = createFakeAdapter(server, me.id);
  const environment = {} as Parameters<AdapterFactory>[0];
  return { plain, narrowed: hideFeatures(() => plain, features)(environment) };
}

const hidden = { supported: false, reason: 'hidden' };

it('marks what is left out as hidden and leaves the rest as it was', () => {
  const { plain, narrowed } = adapterWithout(['reactions', 'attachments', 'groups', 'typing']);
  const { capabilities } = narrowed;
  expect(plain.capabilities.commands.react.supported).toBe(true);
  expect(capabilities.commands.react).toEqual(hidden);
  expect(capabilities.commands.unreact).toEqual(hidden);
  expect(capabilities.attachments).toEqual(hidden);
  expect(capabilities.actions['create-group']).toEqual(hidden);
  expect(capabilities.typing.direct).toBe(false);
  expect(capabilities.commands['send-message']).toEqual(plain.capabilities.commands['send-message']);
  expect(capabilities.actions['create-direct']).toEqual(plain.capabilities.actions['create-direct']);
});

it('is the same object while the adapter says the same, and goes on being the adapter otherwise', async () => {
  const { plain, narrowed } = adapterWithout(['reactions']);
  expect(narrowed.capabilities).toBe(narrowed.capabilities);
  expect(narrowed.scope).toBe(plain.scope);
  const me = await narrowed.loadMe(new AbortController().signal);
  expect(me.name).toBe('Nora');
});
