import type { AdapterFactory, ChatAdapter } from '../../adapter/adapter';
import { createHttp } from '../../transport/http';
import { createAccount } from './account';
import { createPerform } from './actions';
import { capabilitiesOf, limits } from './capabilities';
import { createExecute } from './commands';
import type { Context } from './context';
import { createConversations } from './conversations';
import { createDeployment } from './deployment';
import { createLoadUsers } from './directory';
import { createHostCommands } from './host-commands';
import { createHistory } from './history';
import { createConnect } from './live';
import { readOptions, type StaffChatOptions } from './options';
import { createRest } from './rest';
import { createSettle } from './settle';
import { unsupported } from './unsupported';

export type { PusherSetup } from '../../transport/pusher';
export type { PushSetup } from './push';
export type { StaffChatOptions };

/** Speaks to a staff-chat backend, as documented and as deployed. Throws `invalid` for impossible options. */
export function staffChat(options: StaffChatOptions): AdapterFactory {
  const settings = readOptions(options);
  return (environment): ChatAdapter => {
    const { baseUrl, hotel, timeoutMs, tokenScheme, pusher } = settings;
    const http = createHttp({
      environment,
      baseUrl,
      timeoutMs,
      authorization: (token) => ({ authorization: `${tokenScheme} ${token}` }),
    });
    const deployment = createDeployment(settings);
    const account = createAccount(http, environment, settings, deployment);
    const context: Context = {
      environment,
      settings,
      deployment,
      account,
      rest: createRest(http, deployment, environment.report),
      live: { current: null },
    };
    const conversations = createConversations(context);
    const settle = createSettle(context);
    const hostCommands = createHostCommands(context);
    return {
      name: 'staff-chat',
      scope: `staff-chat ${baseUrl} ${hotel}`,
      get capabilities() {
        const { dialect, rights } = deployment;
        return capabilitiesOf({ dialect, rights, hasLive: pusher !== null });
      },
      limits,
      signIn: account.signIn,
      signOut: account.signOut,
      async loadMe(signal) {
        const me = await account.loadMe(signal);
        const { dialect, rights } = deployment;
        const capabilities = capabilitiesOf({ dialect, rights, hasLive: pusher !== null });
        context.live.current?.emit([{ type: 'capabilities-changed', capabilities, limits }]);
        return me;
      },
      loadUsers: createLoadUsers(context),
      loadConversations: conversations.load,
      loadConversation: conversations.loadOne,
      loadMessages: createHistory(context),
      execute: createExecute(context, settle, hostCommands),
      settle(command, looking) {
        if (command.kind === 'send-message') return settle(command, looking);
        if (command.kind === 'host') return hostCommands.settle(command, looking.signal);
        return Promise.reject(unsupported(`Looking for the command "${command.kind}"`));
      },
      perform: createPerform(context),
      ...(pusher === null ? {} : { connect: createConnect(context, conversations, pusher) }),
    };
  };
}
