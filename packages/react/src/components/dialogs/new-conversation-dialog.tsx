import type { ChatState, ConversationId, User } from '@chat/core';
import { useId, useState } from 'react';
import { useAction } from '../../hooks/use-action';
import { useChatClient } from '../../hooks/use-chat-client';
import { useChatState } from '../../hooks/use-chat-state';
import { useLabels } from '../../hooks/use-chat-settings';
import { useReason } from '../../hooks/use-reason';
import { Icon } from '../icons/icon';
import { ActionError } from './action-error';
import { Dialog } from './dialog';
import { DirectorySelect, useDirectoryChoice } from './directory-select';
import { NewGroupForm } from './new-group-form';
import { PeoplePicker } from './people-picker';
import { useMeHidden } from './use-me-hidden';

export interface NewConversationDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** Called with the new conversation, or with the one that was there already. */
  readonly onOpened: (conversationId: ConversationId) => void;
}

/** Finds a person and opens the conversation with them, or starts a group. */
export function NewConversationDialog({ open, onOpenChange, onOpened }: NewConversationDialogProps) {
  const labels = useLabels().dialogs;
  const [group, setGroup] = useState(false);
  const change = (next: boolean) => {
    if (!next) setGroup(false);
    onOpenChange(next);
  };
  const opened = (id: ConversationId) => {
    change(false);
    onOpened(id);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={change}
      title={group ? labels.newGroup : labels.newConversation}
      onBack={group ? () => setGroup(false) : undefined}
    >
      {group ? (
        <NewGroupForm onCreated={opened} />
      ) : (
        <NewDirect onOpened={opened} onGroup={() => setGroup(true)} />
      )}
    </Dialog>
  );
}

function NewDirect({
  onOpened,
  onGroup,
}: {
  readonly onOpened: (id: ConversationId) => void;
  readonly onGroup: () => void;
}) {
  const labels = useLabels().dialogs;
  const client = useChatClient();
  const group = useChatState((state) => state.capabilities.actions['create-group']);
  const reason = useReason()(group);
  const reasonId = useId();
  const choice = useDirectoryChoice();
  const hidden = useMeHidden();
  const action = useAction();

  const pick = (user: User) => {
    const known = findDirect(client.getState(), user, choice.directoryId);
    if (known !== undefined) {
      onOpened(known);
      return;
    }
    const where = choice.directoryId == null ? {} : { directoryId: choice.directoryId };
    action.run(
      () => client.perform({ kind: 'create-direct', userId: user.id, ...where }),
      (conversation) => onOpened(conversation.id),
    );
  };

  return (
    <>
      {!group.supported && reason === null ? null : (
        <button
          type="button"
          className="chat-person chat-dialog-choice"
          {...(reason === null ? {} : { 'aria-disabled': true, 'aria-describedby': reasonId })}
          onClick={() => {
            if (reason === null) onGroup();
          }}
        >
          <span className="chat-dialog-choice-icon">
            <Icon name="group" />
          </span>
          <span className="chat-person-text">
            {labels.newGroup}
            {reason === null ? null : (
              <span className="chat-person-reason" id={reasonId} aria-hidden="true">
                {reason}
              </span>
            )}
          </span>
        </button>
      )}
      <DirectorySelect choice={choice} />
      <ActionError error={action.state.name === 'failed' ? action.state.error : null} />
      <PeoplePicker
        directoryId={choice.directoryId}
        onPick={pick}
        hidden={hidden}
        disabled={action.state.name === 'pending'}
        autoFocus
      />
    </>
  );
}

/** The direct conversation one already has with somebody, in the directory where there are several. */
function findDirect(
  state: ChatState,
  user: User,
  directoryId: string | undefined | null,
): ConversationId | undefined {
  for (const conversation of state.conversations.values()) {
    if (conversation.kind !== 'direct' || !conversation.participants.includes(user.id)) continue;
    const ids = conversation.context.flatMap((fact) => fact.id ?? []);
    if (directoryId == null || ids.length === 0 || ids.includes(directoryId)) return conversation.id;
  }
  return undefined;
}
