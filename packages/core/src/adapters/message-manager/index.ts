import type { AdapterFactory, ChatAdapter } from '../../adapter/adapter';
import { createHttp, type Http } from '../../transport/http';
import { createAccount, userIdOfToken } from './account';
import { createPerform } from './actions';
import { capabilitiesOf, limits } from './capabilities';
import { createExecute } from './commands';
import type { Context } from './context';
import { createConversations } from './conversations';
import { createHistory } from './history';
import { createConnect } from './live';
import { createMemory } from './memory';
import { readOptions, type MessageManagerOptions } from './options';
import { saysDeactivated } from './refusals';
import { createRest } from './rest';
import { createSettle } from './settle';
import { unsupported } from './unsupported';

export type { MessageManagerOptions };

/** Speaks to a message-manager backend: a hotel's staff and its guests. Throws `invalid` for impossible addresses. */
export function messageManager(options: MessageManagerOptions): AdapterFactory {
  const settings = readOptions(options);
  return (environment): ChatAdapter => {
    const { baseUrl, apiPath, timeoutMs } = settings;
    const { report, WebSocket } = environment;
    const bare = createHttp({
      environment,
      baseUrl,
      timeoutMs,
      authorization: (token) => ({ authorization: `Bearer ${token}` }),
    });
    let deactivated = false;
    const http: Http = async (request) => {
      try {
        return await bare(request);
      } catch (error) {
        if (saysDeactivated(error)) deactivated = true;
        throw error;
      }
    };
    const memory = createMemory(settings.ownName);
    const account = createAccount({
      http,
      environment,
      settings,
      displayName: () => memory.current.own.displayName,
      isDeactivated: () => deactivated,
    });
    const context: Context = {
      environment,
      settings,
      rest: createRest({ http, apiPath, report }),
      account,
      memory,
      live: { current: null },
    };
    const conversations = createConversations(context);
    const settle = createSettle(context, conversations);
    return {
      name: 'message-manager',
      scope: `message-manager ${baseUrl}${apiPath}`,
      capabilities: capabilitiesOf({ hasSockets: WebSocket !== undefined }),
      limits,
      userIdOf: userIdOfToken,
      signIn(details, signal) {
        deactivated = false;
        return account.signIn(details, signal);
      },
      refresh: account.refresh,
      signOut: account.signOut,
      loadMe: account.loadMe,
      // Guests write first; there is nobody to choose.
      loadUsers: () => Promise.resolve({ users: [], next: null }),
      loadConversations: (_cursor, signal) => conversations.loadAll(signal),
      loadConversation: conversations.loadOne,
      loadMessages: createHistory(context, conversations),
      execute: createExecute(context, conversations),
      settle(command, settling) {
        if (command.kind === 'send-message') return settle(command, settling);
        return Promise.reject(unsupported(`Looking for the command "${command.kind}"`));
      },
      perform: createPerform(context, conversations),
      ...(WebSocket === undefined ? {} : { connect: createConnect(context, WebSocket) }),
    };
  };
}
