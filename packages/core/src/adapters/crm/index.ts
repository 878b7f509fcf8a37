import type { AdapterFactory, ChatAdapter } from '../../adapter/adapter';
import { userId } from '../../model/ids';
import { createHttp } from '../../transport/http';
import { tokenUserId } from '../../transport/jwt';
import { createPusherTransport } from '../../transport/pusher';
import { createAccount } from './account';
import { createPerform } from './actions';
import { capabilitiesOf, limits } from './capabilities';
import { createExecute } from './commands';
import type { Context } from './context';
import { createConversations } from './conversations';
import { watchDeactivation } from './deactivation';
import { createDirectory } from './directory';
import { createFindSent } from './find-sent';
import { createHistory } from './history';
import { createConnect } from './live';
import { createMessageList } from './message-list';
import { readOptions, type CrmOptions, type RelatedSource, type StoredFile, type StoreFile } from './options';
import { createRelated } from './related';
import { createRest } from './rest';
import { createRoles, type CrmRole, type CrmRoles } from './roles';
import { createRows } from './rows';
import { createSettle } from './settle';
import { createUnread } from './unread';
import { unsupported } from './unsupported';
import { withNames } from './with-names';

export type { CrmOptions, CrmRole, CrmRoles, RelatedSource, StoredFile, StoreFile };

/** Speaks to a crm backend, as documented and as deployed. Throws `invalid` for an impossible address. */
export function crm(options: CrmOptions): AdapterFactory {
  const settings = readOptions(options);
  return (environment): ChatAdapter => {
    const { baseUrl, timeoutMs, tokenType } = settings;
    const { report, clock } = environment;
    const deactivation = watchDeactivation(environment.fetch);
    const http = createHttp({
      environment: { ...environment, fetch: deactivation.fetch },
      baseUrl,
      timeoutMs,
      authorization: (token) => ({ authorization: `${tokenType} ${token}` }),
    });
    const account = createAccount({ http, environment, settings, deactivation });
    const rest = createRest({ http, settings, report });
    const context: Context = {
      environment,
      settings,
      rest,
      account,
      list: createMessageList(rest, clock),
      rows: createRows(),
      unread: createUnread(),
      live: { emit: null },
    };
    const conversations = createConversations(context);
    const findSent = createFindSent(context);
    const execute = createExecute(context, findSent);
    const settle = createSettle(context, findSent);
    const pusher = options.pusher === undefined ? null : createPusherTransport(options.pusher);
    options.onRoles?.(createRoles(context));
    const adapter: ChatAdapter = {
      name: 'crm',
      scope: `crm ${baseUrl}`,
      capabilities: capabilitiesOf({
        editing: settings.editing,
        storesFiles: settings.storeFile !== null,
        isPushed: pusher !== null,
        namesRelated: settings.related !== null,
      }),
      limits,
      userIdOf(token) {
        const told = tokenUserId(token);
        return told === null ? null : userId(told);
      },
      signIn: account.signIn,
      refresh: account.refresh,
      signOut: account.signOut,
      loadMe: async (signal) => (await account.load(signal)).user,
      loadUsers: createDirectory(context, conversations),
      loadConversations: conversations.loadPage,
      loadConversation: conversations.loadOne,
      loadMessages: createHistory(context, conversations),
      execute,
      settle(command, settling) {
        if (command.kind === 'send-message') return settle(command, settling);
        return Promise.reject(unsupported(`Looking for the command "${command.kind}"`));
      },
      perform: createPerform(context, conversations, execute),
      ...(pusher === null ? {} : { connect: createConnect(context, pusher) }),
    };
    return settings.related === null
      ? adapter
      : withNames(adapter, createRelated(settings.related, environment));
  };
}
