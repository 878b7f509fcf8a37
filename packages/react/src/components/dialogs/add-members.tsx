import type { Conversation, User, UserId } from '@chat/core';
import { useState } from 'react';
import { useAction } from '../../hooks/use-action';
import { useChatClient } from '../../hooks/use-chat-client';
import { useLabels } from '../../hooks/use-chat-settings';
import { Button } from '../button/button';
import { ActionError } from './action-error';
import { PeoplePicker } from './people-picker';

export interface AddMembersProps {
  readonly conversation: Conversation;
  readonly onDone: () => void;
}

/** Ticks people who are not members yet. */
export function AddMembers({ conversation, onDone }: AddMembersProps) {
  const labels = useLabels().dialogs;
  const client = useChatClient();
  const action = useAction();
  const [chosen, setChosen] = useState<ReadonlySet<UserId>>(new Set());
  const directoryId = conversation.context.find((fact) => fact.id !== undefined)?.id;
  const hidden = new Set([
    ...conversation.participants,
    ...(conversation.members ?? []).map((member) => member.userId),
  ]);
  const pending = action.state.name === 'pending';

  const toggle = ({ id }: User) =>
    setChosen((known) => {
      const next = new Set(known);
      if (!next.delete(id)) next.add(id);
      return next;
    });

  return (
    <>
      <PeoplePicker
        directoryId={directoryId}
        onPick={toggle}
        selected={chosen}
        hidden={hidden}
        disabled={pending}
        autoFocus
      />
      <ActionError error={action.state.name === 'failed' ? action.state.error : null} />
      <div className="chat-dialog-footer">
        <Button
          variant="primary"
          disabled={chosen.size === 0}
          aria-disabled={pending}
          onClick={() =>
            action.run(
              () =>
                client.perform({
                  kind: 'add-members',
                  conversationId: conversation.id,
                  userIds: [...chosen],
                }),
              onDone,
            )
          }
        >
          {labels.add}
        </Button>
      </div>
    </>
  );
}
