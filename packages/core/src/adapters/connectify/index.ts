import type { AdapterFactory, ChatAdapter } from '../../adapter/adapter';
import { createHttp } from '../../transport/http';
import { createAccount } from './account';
import { createPerform } from './actions';
import { capabilitiesOf, limits } from './capabilities';
import { createExecute } from './commands';
import { unsupported } from './unsupported';
import type { Context } from './context';
import { createConversations } from './conversations';
import { createDeployment } from './deployment';
import { createDirectory } from './directory';
import { createHistory } from './history';
import { hintOthers, type LinkHolder } from './link';
import { createConnect } from './live';
import { createMyReactions } from './my-reactions';
import { readOptions, type ConnectifyOptions } from './options';
import { createOwnSends } from './own-sends';
import { createRest } from './rest';
import { createRoutes } from './routes';
import { createSettle } from './settle';
import { userIdOfToken } from './token';
import { createUnread } from './unread';

export type { ConnectifyOptions };

/** Speaks to a connectify backend, as documented and as deployed. Throws `invalid` for impossible addresses. */
export function connectify(options: ConnectifyOptions): AdapterFactory {
  const settings = readOptions(options);
  return (environment): ChatAdapter => {
    const { baseUrl, timeoutMs, idempotencyKeys } = settings;
    const { report, WebSocket } = environment;
    const http = createHttp({
      environment,
      baseUrl,
      timeoutMs,
      authorization: (token) => ({ authorization: `Bearer ${token}` }),
    });
    const account = createAccount(http, environment, baseUrl);
    const routes = createRoutes();
    const rest = createRest({ http, routes, report });
    const live: LinkHolder = { current: null, listed: [], owedHints: new Set() };
    const deployment = createDeployment(settings);
    const context: Context = {
      environment,
      settings,
      rest,
      account,
      live,
      deployment,
      unread: createUnread({ rest, live, report }),
      myReactions: createMyReactions(),
      ownSends: createOwnSends(),
    };
    const conversations = createConversations(context);
    const directory = createDirectory(http, context);
    const settle = createSettle(context);
    return {
      name: 'connectify',
      scope: `connectify ${baseUrl}`,
      get capabilities() {
        const hasSockets = WebSocket !== undefined;
        return capabilitiesOf({ dialect: deployment.dialect, hasSockets, idempotencyKeys });
      },
      limits,
      userIdOf: userIdOfToken,
      signIn: account.signIn,
      refresh: account.refresh,
      loadMe: account.loadMe,
      loadUsers: directory.loadUsers,
      loadConversations: (_cursor, signal) => conversations.loadAll(signal),
      loadConversation: conversations.loadOne,
      loadMessages: createHistory(context),
      execute: createExecute(context),
      async settle(command, settling) {
        if (command.kind !== 'send-message') throw unsupported(`Looking for the command "${command.kind}"`);
        const settlement = await settle(command, settling);
        // Its answer was lost, and perhaps the hint that makes the others look.
        if (settlement.name === 'found') hintOthers(live, command.conversationId);
        return settlement;
      },
      perform: createPerform(context, conversations, directory),
      ...(WebSocket === undefined ? {} : { connect: createConnect(context, WebSocket) }),
    };
  };
}
