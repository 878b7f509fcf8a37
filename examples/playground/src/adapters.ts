import type { AdapterFactory } from '@chat/core';
import { connectify } from '@chat/core/adapters/connectify';
import { crm } from '@chat/core/adapters/crm';
import type { CrmOptions } from '@chat/core/adapters/crm';
import { directMessaging } from '@chat/core/adapters/direct-messaging';
import { messageManager } from '@chat/core/adapters/message-manager';
import { staffChat } from '@chat/core/adapters/staff-chat';
import Pusher from 'pusher-js';
import type { PlaygroundBackend } from './config';
import { pushFor } from './push';

/** The reference server's own Pusher app, below the API that publishes through it. */
function pusherOf(url: URL) {
  const port = Number(url.port);
  return {
    Pusher,
    key: 'demo-key',
    wsHost: url.hostname,
    wsPort: port,
    wssPort: port,
    wsPath: url.pathname.replace(/\/$/, ''),
    forceTLS: false,
  };
}

/** The crm keeps only where files are; the reference server has a corner that stands for the host's own storage. */
function storeIn(url: string): NonNullable<CrmOptions['storeFile']> {
  return async (file, { signal }) => {
    const form = new FormData();
    form.append('file', file.blob, file.name);
    const response = await fetch(`${url}/media/`, { method: 'POST', body: form, signal });
    if (!response.ok) throw new Error(`The storage answered ${String(response.status)}.`);
    return (await response.json()) as { url: string; name: string; type: string; size: number };
  };
}

interface Entity {
  readonly type: string;
  readonly id: number;
  readonly name: string;
}

/** Leads, deals and customers are the host's own, too; another corner of the reference server stands for them. */
function entitiesOf(url: string): NonNullable<CrmOptions['related']> {
  const ask = async (query: Record<string, string>, signal: AbortSignal) => {
    const response = await fetch(`${url}/entities/?${new URLSearchParams(query).toString()}`, { signal });
    if (!response.ok) throw new Error(`The CRM answered ${String(response.status)}.`);
    const entities = (await response.json()) as readonly Entity[];
    return entities.map(({ type, id, name }) => ({ type, id: String(id), label: name }));
  };
  return {
    search: ({ type, text }, signal) => ask({ type, search: text }, signal),
    async name(entities, signal) {
      const types = [...new Set(entities.map(({ type }) => type))];
      const named = types.map((type) => {
        const ids = entities.filter((entity) => entity.type === type).map(({ id }) => id);
        return ask({ type, ids: ids.join(',') }, signal);
      });
      return (await Promise.all(named)).flat();
    },
  };
}

/** How an app would make the adapter of each backend; `ownName` tells who uses it, as an app knows its users. */
export function adapterFor(
  { name, url, keyed = false }: PlaygroundBackend,
  seat: string,
  ownName: () => string | null,
): AdapterFactory {
  switch (name) {
    case 'crm':
      return crm({
        baseUrl: url,
        storeFile: storeIn(url),
        related: entitiesOf(url),
        pusher: pusherOf(new URL(url)),
      });
    case 'direct-messaging':
      return directMessaging({ baseUrl: url });
    case 'message-manager':
      return messageManager({ baseUrl: url, tokenInSocketUrl: true, ownName });
    case 'staff-chat':
      return staffChat({
        baseUrl: url,
        hotel: 'grand-demo',
        pusher: pusherOf(new URL(url)),
        push: pushFor(seat, url),
      });
    default:
      return connectify({ baseUrl: url, idempotencyKeys: keyed });
  }
}
