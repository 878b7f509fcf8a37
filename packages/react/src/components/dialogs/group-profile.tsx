import type { Conversation } from '@chat/core';
import { useState, type FormEvent } from 'react';
import { useAction } from '../../hooks/use-action';
import { useChatClient } from '../../hooks/use-chat-client';
import { useLabels } from '../../hooks/use-chat-settings';
import { useChatState } from '../../hooks/use-chat-state';
import { Button } from '../button/button';
import { ActionError } from './action-error';
import { GroupFacts } from './group-facts';
import { GroupFields, type GroupValues } from './group-fields';

export interface GroupProfileProps {
  readonly conversation: Conversation;
  readonly editable: boolean;
}

/** The group's own facts; a form for those who may change them. */
export function GroupProfile({ conversation, editable }: GroupProfileProps) {
  return editable ? <ProfileForm conversation={conversation} /> : <GroupFacts conversation={conversation} />;
}

function ProfileForm({ conversation }: { readonly conversation: Conversation }) {
  const labels = useLabels();
  const client = useChatClient();
  const action = useAction();
  const has = useChatState((state) => state.capabilities.groups);
  const [changes, setChanges] = useState<GroupValues | null>(null);
  const known: GroupValues = {
    name: conversation.title ?? '',
    description: conversation.description ?? '',
    avatar: null,
  };
  const values = changes ?? known;
  const name = values.name.trim();
  const pending = action.state.name === 'pending';
  const changed =
    name !== known.name || values.description.trim() !== known.description || values.avatar !== null;

  const save = (event: FormEvent) => {
    event.preventDefault();
    if (!changed || name === '') return;
    action.run(
      () =>
        client.perform({
          kind: 'update-group',
          conversationId: conversation.id,
          name,
          ...(has.description ? { description: values.description.trim() } : {}),
          ...(values.avatar === null ? {} : { avatar: values.avatar }),
        }),
      () => setChanges(null),
    );
  };

  return (
    <form className="chat-dialog-form" onSubmit={save}>
      <GroupFields
        values={values}
        onChange={setChanges}
        avatarId={conversation.id}
        avatarUrl={conversation.avatarUrl}
        disabled={pending}
      />
      <ActionError error={action.state.name === 'failed' ? action.state.error : null} />
      {changed ? (
        <div className="chat-dialog-footer">
          <Button onClick={() => setChanges(null)}>{labels.common.cancel}</Button>
          <Button type="submit" variant="primary" disabled={name === ''} aria-disabled={pending}>
            {labels.common.save}
          </Button>
        </div>
      ) : null}
    </form>
  );
}
