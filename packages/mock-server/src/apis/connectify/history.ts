import type { Conversation } from '../../world/types';
import { rejectWith } from '../django/answers';
import { encodeMessage } from './encode';
import { type Call, type Parts, json } from './endpoint';

const defaultPageSize = 20;
const largestPageSize = 100;

function pageSizeOf(given: string | undefined): number {
  const size = /^\d+$/.test(given ?? '') ? Number(given) : 0;
  return size === 0 ? defaultPageSize : Math.min(size, largestPageSize);
}

function pageNumberOf(given: string | undefined, lastPage: number): number {
  if (given === undefined || given === '') return 1;
  const page = given === 'last' ? lastPage : /^\d+$/.test(given) ? Number(given) : 0;
  if (page < 1 || page > lastPage) throw rejectWith(404, 'Invalid page.');
  return page;
}

function pageUrl(current: URL, mountPath: string, page: number): string {
  const url = new URL(current);
  url.pathname = `${mountPath}${url.pathname}`;
  if (page === 1) url.searchParams.delete('page');
  else url.searchParams.set('page', String(page));
  url.searchParams.sort();
  return url.toString();
}

/** A page of history, newest first; asking for it marks the whole conversation read. */
export async function answerHistory(parts: Parts, call: Call, conversation: Conversation): Promise<Response> {
  const { world, mountPath } = parts;
  const pageSize = pageSizeOf(call.query('page_size'));
  const count = await world.messages.count(conversation.id);
  const lastPage = Math.max(1, Math.ceil(count / pageSize));
  const page = pageNumberOf(call.query('page'), lastPage);
  await world.transaction((inside) => inside.reads.markConversation(conversation.id, call.person.id));
  const messages = await world.messages.list(conversation.id, {
    order: 'newest-first',
    limit: pageSize,
    offset: (page - 1) * pageSize,
  });
  return json(200, {
    next: page < lastPage ? pageUrl(call.url, mountPath, page + 1) : null,
    previous: page > 1 ? pageUrl(call.url, mountPath, page - 1) : null,
    count,
    results: (await world.loadMessages(messages)).map((message) => encodeMessage(message, parts)),
  });
}
