import type { AdapterFactory, ChatAdapter } from '../../adapter/adapter';
import { createHttp } from '../../transport/http';
import { createAccount, userIdOfToken } from './account';
import { createPerform } from './actions';
import { createBreaks } from './breaks';
import { capabilitiesOf, limits } from './capabilities';
import { createExecute } from './commands';
import type { Context } from './context';
import { createConversations } from './conversations';
import { createDirectory } from './directory';
import { createHistory } from './history';
import { createConnect } from './live';
import { readOptions, type DirectMessagingOptions } from './options';
import { createRest } from './rest';
import { createSeen } from './seen';
import { createSettle } from './settle';
import { createThreads } from './threads';
import { createUnread } from './unread';
import { unsupported } from './unsupported';

export type { DirectMessagingOptions };

/** Speaks to a direct-messaging backend, as documented and as deployed. Throws `invalid` for impossible options. */
export function directMessaging(options: DirectMessagingOptions): AdapterFactory {
  const settings = readOptions(options);
  return (environment): ChatAdapter => {
    const { baseUrl, timeoutMs, deleteConversations } = settings;
    const { report, WebSocket } = environment;
    const http = createHttp({
      environment,
      baseUrl,
      timeoutMs,
      authorization: (token) => ({ authorization: `Bearer ${token}` }),
    });
    const rest = createRest(http);
    const account = createAccount(http, rest, environment, baseUrl);
    const context: Context = {
      environment,
      settings,
      rest,
      account,
      threads: createThreads(rest, report),
      seen: createSeen(),
      breaks: createBreaks(),
      live: { current: null },
    };
    const unread = createUnread(rest, report);
    const conversations = createConversations(context, unread);
    const directory = createDirectory(context);
    const settle = createSettle(context);
    return {
      name: 'direct-messaging',
      scope: `direct-messaging ${baseUrl}`,
      get capabilities() {
        return capabilitiesOf({
          role: account.knownRole,
          hasSockets: WebSocket !== undefined,
          deleteConversations,
        });
      },
      limits,
      userIdOf: userIdOfToken,
      signIn: account.signIn,
      refresh: account.refresh,
      loadMe: account.loadMe,
      loadUsers: directory.loadUsers,
      loadConversations: conversations.load,
      loadConversation: conversations.loadOne,
      loadMessages: createHistory(context),
      execute: createExecute(context, unread, WebSocket),
      settle(command, settling) {
        if (command.kind === 'send-message') return settle(command, settling);
        return Promise.reject(unsupported(`Looking for the command "${command.kind}"`));
      },
      perform: createPerform(context, conversations, directory),
      ...(WebSocket === undefined ? {} : { connect: createConnect(context, WebSocket) }),
    };
  };
}
