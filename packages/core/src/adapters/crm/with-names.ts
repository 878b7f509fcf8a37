import type { Action, ActionKind, ActionResult } from '../../adapter/action';
import type { ChatAdapter } from '../../adapter/adapter';
import type { CommandResult } from '../../adapter/command';
import type { Related } from './related';

/** The same adapter, naming what its messages are about before it hands them on. */
export function withNames(adapter: ChatAdapter, related: Related): ChatAdapter {
  async function inResult(result: CommandResult, signal: AbortSignal): Promise<CommandResult> {
    if (result.message === undefined) return result;
    return { ...result, message: await related.inMessage(result.message, signal) };
  }

  return {
    ...adapter,
    async loadMessages(request, signal) {
      return related.inPage(await adapter.loadMessages(request, signal), signal);
    },
    async loadConversations(cursor, signal) {
      const page = await adapter.loadConversations(cursor, signal);
      return { ...page, conversations: await related.inConversations(page.conversations, signal) };
    },
    async loadConversation(id, signal) {
      const loaded = await adapter.loadConversation(id, signal);
      const [conversation = loaded.conversation] = await related.inConversations(
        [loaded.conversation],
        signal,
      );
      return { ...loaded, conversation };
    },
    async execute(command, context) {
      return inResult(await adapter.execute(command, context), context.signal);
    },
    async settle(command, context) {
      const settlement = await adapter.settle(command, context);
      if (settlement.name === 'absent') return settlement;
      return { ...settlement, result: await inResult(settlement.result, context.signal) };
    },
    async perform<Kind extends ActionKind>(
      action: Action & { readonly kind: Kind },
      signal: AbortSignal,
    ): Promise<ActionResult<Kind>> {
      const wanted: Action = action;
      if (wanted.kind !== 'search-related') return adapter.perform<Kind>(action, signal);
      return (await related.search(wanted.type, wanted.text, signal)) as ActionResult<Kind>;
    },
  };
}
