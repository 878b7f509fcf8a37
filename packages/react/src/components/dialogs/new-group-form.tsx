import type { ConversationId, User, UserId } from '@chat/core';
import { useId, useState, type FormEvent } from 'react';
import { useAction } from '../../hooks/use-action';
import { useChatClient } from '../../hooks/use-chat-client';
import { useLabels } from '../../hooks/use-chat-settings';
import { useChatState } from '../../hooks/use-chat-state';
import { Button } from '../button/button';
import { Icon } from '../icons/icon';
import { ActionError } from './action-error';
import { DirectorySelect, useDirectoryChoice } from './directory-select';
import { GroupFields, type GroupValues } from './group-fields';
import { PeoplePicker } from './people-picker';
import { useMeHidden } from './use-me-hidden';

/** Members of a group to be, with its name and picture where groups have names. */
export function NewGroupForm({ onCreated }: { readonly onCreated: (id: ConversationId) => void }) {
  const labels = useLabels();
  const client = useChatClient();
  const choice = useDirectoryChoice();
  const hidden = useMeHidden();
  const action = useAction();
  const [values, setValues] = useState<GroupValues>({ name: '', description: '', avatar: null });
  const [members, setMembers] = useState<ReadonlyMap<UserId, User>>(new Map());
  const hasName = useChatState((state) => state.limits.groupNameLength !== 0);
  const fewest = useChatState((state) => state.limits.groupOthers) ?? 1;
  const tooFewId = useId();
  const name = values.name.trim();
  const tooFew = members.size < fewest;
  const blocked = tooFew || (hasName && name === '');
  const pending = action.state.name === 'pending';

  const toggle = (user: User) =>
    setMembers((known) => {
      const next = new Map(known);
      if (!next.delete(user.id)) next.set(user.id, user);
      return next;
    });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (blocked) return;
    const description = values.description.trim();
    action.run(
      () =>
        client.perform({
          kind: 'create-group',
          name,
          userIds: [...members.keys()],
          ...(choice.directoryId == null ? {} : { directoryId: choice.directoryId }),
          ...(description === '' ? {} : { description }),
          ...(values.avatar === null ? {} : { avatar: values.avatar }),
        }),
      (conversation) => onCreated(conversation.id),
    );
  };

  return (
    <form className="chat-dialog-form" onSubmit={submit}>
      {hasName ? <GroupFields values={values} onChange={setValues} avatarUrl={null} autoFocus /> : null}
      <DirectorySelect
        choice={{
          ...choice,
          choose(id) {
            // People of another directory could not be members.
            setMembers(new Map());
            choice.choose(id);
          },
        }}
      />
      {members.size > 0 ? (
        <div className="chat-chips" role="group" aria-label={labels.dialogs.members}>
          {[...members.values()].map((user) => (
            <button
              key={user.id}
              type="button"
              className="chat-chip"
              aria-label={labels.dialogs.removeMember(user.name)}
              onClick={() => toggle(user)}
            >
              <bdi className="chat-part">{user.name}</bdi>
              <Icon name="close" size={14} />
            </button>
          ))}
        </div>
      ) : null}
      <PeoplePicker
        directoryId={choice.directoryId}
        onPick={toggle}
        selected={new Set(members.keys())}
        hidden={hidden}
        disabled={pending}
        autoFocus={!hasName}
      />
      <ActionError error={action.state.name === 'failed' ? action.state.error : null} />
      <div className="chat-dialog-footer">
        {tooFew && fewest > 1 ? (
          <span className="chat-dialog-reason" id={tooFewId}>
            {labels.dialogs.groupOthers(fewest)}
          </span>
        ) : null}
        <Button
          type="submit"
          variant="primary"
          disabled={blocked}
          aria-disabled={pending}
          aria-describedby={tooFew && fewest > 1 ? tooFewId : undefined}
        >
          {pending ? labels.common.loading : labels.dialogs.create}
        </Button>
      </div>
    </form>
  );
}
