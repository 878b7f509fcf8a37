import { describe, expect, it, vi } from 'vitest';
import { ChatError } from '../../errors';
import { conversationId } from '../../model/ids';
import type { RelatedEntity } from '../../model/message';
import { execution } from '../../testing/commands.test-support';
import { json } from '../../testing/recorded-answers.test-support';
import {
  createBench,
  emptyPage,
  noneUnread,
  pageOf,
  sendCommand,
  wireConversation,
  wireMessage,
} from './crm.test-support';
import type { RelatedSource } from './index';

const conversation = conversationId('1:2');
const signal = new AbortController().signal;
const deal: RelatedEntity = { type: 'deal', id: '7', label: 'Northwind renewal' };
const lead: RelatedEntity = { type: 'lead', id: '3', label: 'Museum of Glass' };

/** Names everything it is asked for out of what it has. */
function host(...entities: readonly RelatedEntity[]) {
  return {
    search: vi.fn<RelatedSource['search']>(() => Promise.resolve(entities)),
    name: vi.fn<NonNullable<RelatedSource['name']>>((asked) =>
      Promise.resolve(
        entities.filter(({ type, id }) => asked.some((one) => one.type === type && one.id === id)),
      ),
    ),
  };
}

const about = (id: number, more: object) => wireMessage(id, 1, 2, more);
const newest = { conversationId: conversation, position: { name: 'newest' }, limit: 50, peek: true } as const;

describe('what crm messages are about', () => {
  it('can be searched only where the host has told how', async () => {
    expect(createBench().adapter.capabilities.actions['search-related']).toEqual({
      supported: false,
      reason: 'configuration',
    });
    const { search } = host(deal);
    const { adapter } = createBench([], { related: { search } });
    expect(adapter.capabilities.actions['search-related']).toEqual({ supported: true });
    const found = await adapter.perform({ kind: 'search-related', type: 'deal', text: ' north ' }, signal);
    expect(found).toEqual([deal]);
    expect(search.mock.calls[0]?.[0]).toEqual({ type: 'deal', text: 'north' });
    await expect(
      adapter.perform({ kind: 'search-related', type: 'invoice', text: '' }, signal),
    ).rejects.toMatchObject({ code: 'invalid' });
  });

  it('keeps the name of what was found, when the sent message comes back with a number', async () => {
    const { search } = host(deal);
    const { adapter } = createBench([json(about(5, { related_deal: 7 }), 201)], { related: { search } });
    await adapter.perform({ kind: 'search-related', type: 'deal', text: 'north' }, signal);
    const { message } = await adapter.execute(
      sendCommand('The offer', { related: [{ ...deal, label: null }] }),
      execution(),
    );
    expect(message?.related).toEqual([deal]);
  });

  it('asks once for the names in a page of history, and shows numbers for the unknown', async () => {
    const source = host(deal, lead);
    const page = pageOf([
      about(3, { related_customer: 9 }),
      about(2, { related_deal: 7, related_lead: 3 }),
      about(1, { related_deal: 7 }),
    ]);
    const { adapter } = createBench([page, page], { related: source });
    const first = await adapter.loadMessages(newest, signal);
    expect(first.messages.map(({ related }) => related)).toEqual([
      [deal],
      [lead, deal],
      [{ type: 'customer', id: '9', label: null }],
    ]);
    await adapter.loadMessages(newest, signal);
    expect(source.name).toHaveBeenCalledTimes(1);
  });

  it('names the last message of a conversation in the list', async () => {
    const last = about(4, { related_deal: 7, subject: 'Offer' });
    const { adapter } = createBench(
      [pageOf([wireConversation(1, 1, 2, { last_message: last })]), noneUnread],
      {
        related: host(deal),
      },
    );
    const { conversations } = await adapter.loadConversations(null, signal);
    expect(conversations[0]?.lastMessage).toMatchObject({ subject: 'Offer', related: [deal] });
  });

  it.each([
    ['fails', () => Promise.reject(new ChatError('server', 'The host is down.')), ['The host is down.']],
    ['never answers', () => new Promise<never>(() => undefined), []],
  ])('shows numbers when the host %s', async (_how, name, reported) => {
    const { adapter, environment } = createBench([pageOf([about(1, { related_deal: 7 })])], {
      related: { search: () => Promise.resolve([]), name },
    });
    const loading = adapter.loadMessages(newest, signal);
    await environment.clock.advance(3_000);
    const { messages } = await loading;
    expect(messages[0]?.related).toEqual([{ ...deal, label: null }]);
    expect(environment.reports.map(({ message }) => message)).toEqual(reported);
  });

  it('asks nobody where nothing is related', async () => {
    const source = host(deal);
    const { adapter } = createBench([emptyPage, noneUnread], { related: source });
    await adapter.loadConversations(null, signal);
    expect(source.name).not.toHaveBeenCalled();
  });
});
