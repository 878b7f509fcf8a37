import { conversationId, type Capabilities, type ChatState } from '@chat/core';
import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { createFakeClient, fixtureConversation, fixtureState } from '../testing/fake-client';
import { mount } from '../testing/mount';
import { useFreshness } from './use-freshness';

const id = conversationId('direct:1');

function Shown() {
  return <output>{String(useFreshness(id))}</output>;
}

function stateWith(messages: 'always' | 'partly' | 'never', more: Partial<ChatState> = {}): ChatState {
  const state = fixtureState({ conversations: [fixtureConversation('direct:1')] });
  const live: Capabilities['live'] = {
    ...state.capabilities.live,
    direct: { ...state.capabilities.live.direct, messages },
  };
  return {
    ...state,
    capabilities: { ...state.capabilities, live },
    freshAt: new Map([[id, 1_234]]),
    ...more,
  };
}

it.each([
  ['live where everything is told', stateWith('always'), 'live'],
  ['live where most is told', stateWith('partly'), 'live'],
  ['as old as the last look where nothing is told', stateWith('never'), '1234'],
  [
    'as old as the last look without a link',
    stateWith('always', { connection: { name: 'polling', freshAt: 1 } }),
    '1234',
  ],
  ['unknown before the first look', stateWith('never', { freshAt: new Map() }), 'null'],
] as const)('is %s', async (_what, state, expected) => {
  await mount(createFakeClient(state), <Shown />);
  await expect.element(page.getByRole('status').first()).toHaveTextContent(expected);
});
