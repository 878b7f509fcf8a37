import type { ChatState, MessageView, ReactionView } from '@chat/core';
import { useFormats, useLabels } from '../../hooks/use-chat-settings';
import { useChatState } from '../../hooks/use-chat-state';
import { useMessageActions } from '../../hooks/use-message-actions';

const mostNames = 8;

/** Who reacted how; a press adds or takes back one's own. */
export function Reactions({
  message,
  canReact,
}: {
  readonly message: MessageView;
  readonly canReact: boolean;
}) {
  return (
    <div className="chat-reactions">
      {message.reactions.map((reaction) => (
        <Reaction key={reaction.emoji} message={message} reaction={reaction} canReact={canReact} />
      ))}
    </div>
  );
}

function Reaction({
  message,
  reaction,
  canReact,
}: {
  readonly message: MessageView;
  readonly reaction: ReactionView;
  readonly canReact: boolean;
}) {
  const labels = useLabels();
  const formats = useFormats();
  const actions = useMessageActions();
  const names = useChatState((state) =>
    labels.message.othersReacted(
      formats.list(namesOf(state, reaction, labels.common)),
      Math.max(0, reaction.count - mostNames),
    ),
  );
  return (
    <button
      type="button"
      className="chat-reaction"
      aria-pressed={reaction.mine}
      aria-label={labels.message.reaction(reaction.emoji, reaction.count, names, reaction.mine)}
      title={names}
      disabled={!canReact}
      tabIndex={-1}
      onClick={() => actions.toggleReaction(message, reaction.emoji)}
    >
      <span className="chat-reaction-emoji">{reaction.emoji}</span>
      {reaction.count > 1 ? (
        <span className="chat-reaction-count">{formats.number(reaction.count)}</span>
      ) : null}
    </button>
  );
}

function namesOf(
  state: ChatState,
  { userIds }: ReactionView,
  labels: { readonly you: string; readonly unknownPerson: string },
): readonly string[] {
  const me = state.session.name === 'signed-in' ? state.session.me : null;
  return userIds
    .slice(0, mostNames)
    .map((id) => (id === me ? labels.you : (state.users.get(id)?.name ?? labels.unknownPerson)));
}
