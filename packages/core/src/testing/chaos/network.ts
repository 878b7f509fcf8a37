import type { ChatAdapter } from '../../adapter/adapter';
import type { CommandResult } from '../../adapter/command';
import type { Command } from '../../adapter/command';
import type { Clock, Credentials } from '../../adapter/environment';
import { isChatError } from '../../errors';
import type { FakeTab } from '../fake-tab';
import type { Chance } from './chance';
import { createPendingFaults } from './faults';
import type { LinkFault, RequestFault } from './faults';
import { openLiveLink } from './live-link';
import type { LiveLink } from './live-link';
import { createRequests } from './requests';

/** The way between one page and a server that never fails by itself; all faults happen here. */
export interface Network {
  /** The adapter as the page uses it. */
  wrap(adapter: ChatAdapter, credentials: Credentials): ChatAdapter;
  injectRequestFault(fault: RequestFault, times: number): void;
  injectLinkFault(fault: LinkFault, times: number): void;
  /** What was under way is lost, as when the network goes. */
  cut(): void;
  /** No more faults; what they already did stays done. */
  heal(): void;
  readonly openLinks: number;
}

export interface NetworkOptions {
  readonly tab: FakeTab;
  readonly pageClock: Clock;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly isServerUp: () => boolean;
  readonly accepts: (token: string | null) => boolean;
  readonly revoke: (token: string | null) => void;
  readonly onFault: (fault: RequestFault | LinkFault) => void;
  /** The server carried a command out. */
  readonly onExecuted: (command: Command, result: CommandResult) => void;
  readonly wasExecuted: (command: Command) => boolean;
  /** The server said no for good. */
  readonly onRefused: (command: Command) => void;
}

export function createNetwork(options: NetworkOptions): Network {
  const { tab } = options;
  const requestFaults = createPendingFaults<RequestFault>(options.onFault);
  const linkFaults = createPendingFaults<LinkFault>(options.onFault);
  let links: LiveLink[] = [];
  let cutRequests: () => void = () => undefined;

  tab.onClosed(() => {
    for (const link of links) link.close();
  });

  return {
    wrap(adapter, credentials) {
      const requests = createRequests({ ...options, faults: requestFaults, credentials });
      cutRequests = () => requests.cut();
      const never = new AbortController().signal;
      const read = <Value>(signal: AbortSignal, work: () => Promise<Value>): Promise<Value> =>
        requests.send({ writes: false, signal }, work);
      return {
        ...adapter,
        loadMe: (signal) => read(signal, () => adapter.loadMe(never)),
        loadUsers: (query, signal) => read(signal, () => adapter.loadUsers(query, never)),
        loadConversations: (cursor, signal) => read(signal, () => adapter.loadConversations(cursor, never)),
        loadConversation: (id, signal) => read(signal, () => adapter.loadConversation(id, never)),
        loadMessages: (request, signal) => read(signal, () => adapter.loadMessages(request, never)),
        settle: (command, context) =>
          read(context.signal, () => adapter.settle(command, { ...context, signal: never })),
        execute: (command, context) =>
          requests
            .send(
              { writes: true, wasAccepted: options.wasExecuted(command), signal: context.signal },
              async () => {
                const result = await adapter.execute(command, { ...context, signal: never });
                options.onExecuted(command, result);
                return result;
              },
            )
            .catch((error: unknown) => {
              if (isChatError(error) && error.outcome === 'rejected' && !error.retryable)
                options.onRefused(command);
              throw error;
            }),
        ...(adapter.connect === undefined
          ? {}
          : {
              connect: (sink, liveOptions) => {
                const link = openLiveLink({ ...options, adapter, faults: linkFaults }, sink, liveOptions);
                links = [...links.filter((one) => one.state !== 'closed'), link];
                return link;
              },
            }),
      };
    },
    injectRequestFault: requestFaults.inject,
    injectLinkFault(fault, times) {
      const open = links.filter((link) => link.state === 'open');
      if (fault === 'drop-link' || fault === 'half-open-link') {
        if (open.length > 0) options.onFault(fault);
        for (const link of open) {
          if (fault === 'drop-link') link.drop();
          else link.fallSilent();
        }
      } else linkFaults.inject(fault, times);
    },
    cut() {
      cutRequests();
      for (const link of links) link.fallSilent();
    },
    heal() {
      requestFaults.clear();
      linkFaults.clear();
    },
    get openLinks() {
      return links.filter((link) => link.state === 'open').length;
    },
  };
}
