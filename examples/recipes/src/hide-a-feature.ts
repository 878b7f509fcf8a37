import { createChatClient, hideFeatures, type AdapterFactory, type ChatClient } from '@chat/core';

/** No component offers what is hidden, and no verb of the client carries it out. */
export function createPlainClient(adapter: AdapterFactory, token: string): ChatClient {
  return createChatClient({
    adapter: hideFeatures(adapter, ['attachments', 'reactions', 'deleting']),
    session: { type: 'token', token },
  });
}
