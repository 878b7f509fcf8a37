import type { ConversationId, Member } from '@chat/core';
import { useId } from 'react';
import { useAction, type ActionHandle } from '../../hooks/use-action';
import { useChatClient } from '../../hooks/use-chat-client';
import { useLabels } from '../../hooks/use-chat-settings';
import type { Group } from '../../hooks/use-group';
import { useUser } from '../../hooks/use-user';
import { Avatar } from '../avatar/avatar';
import { Button, IconButton } from '../button/button';
import { Icon } from '../icons/icon';
import { ActionError } from './action-error';
import { NoAdding } from './no-adding';
import { PeopleSkeleton } from './people-picker';

/** The members with their roles, changeable for those who manage the group. */
export function GroupMembers({ group, onAdd }: { readonly group: Group; readonly onAdd: () => void }) {
  const labels = useLabels();
  const action = useAction();
  const members = group.conversation?.members ?? null;
  const id = group.conversation?.id;
  return (
    <div className="chat-dialog-section">
      <div className="chat-dialog-section-header">
        <h3 className="chat-dialog-section-title">
          {labels.dialogs.members}
          {members === null ? '' : ` · ${members.length}`}
        </h3>
        {group.manages && group.can('add-members') ? (
          <Button variant="plain" onClick={onAdd}>
            {labels.dialogs.addMembers}
          </Button>
        ) : (
          <NoAdding />
        )}
      </div>
      <ActionError error={action.state.name === 'failed' ? action.state.error : null} />
      {members === null && group.error === null ? <PeopleSkeleton label={labels.common.loading} /> : null}
      <ul className="chat-member-list">
        {id === undefined
          ? null
          : members?.map((member) => (
              <MemberRow
                key={member.userId}
                member={member}
                group={group}
                conversationId={id}
                action={action}
              />
            ))}
      </ul>
    </div>
  );
}

interface MemberRowProps {
  readonly member: Member;
  readonly group: Group;
  readonly conversationId: ConversationId;
  readonly action: ActionHandle;
}

function MemberRow({ member: { userId, role }, group, conversationId, action }: MemberRowProps) {
  const labels = useLabels();
  const client = useChatClient();
  const user = useUser(userId);
  const reasonId = useId();
  const isMe = userId === group.me;
  const name = isMe ? labels.common.you : (user?.name ?? labels.common.unknownPerson);
  const pending = action.state.name === 'pending';
  const mayChangeRoles = group.manages && group.can('change-role');
  const isFixed = isMe && group.isLastAdmin && mayChangeRoles;
  return (
    <li className="chat-person">
      <Avatar name={user?.name ?? name} id={userId} url={user?.avatarUrl} size={36} />
      <span className="chat-person-text">
        <bdi className="chat-person-name">{name}</bdi>
        {isFixed ? (
          <span className="chat-person-reason" id={reasonId}>
            {labels.unavailable.lastAdmin}
          </span>
        ) : null}
      </span>
      {mayChangeRoles ? (
        <select
          className="chat-role"
          aria-label={labels.dialogs.role(name)}
          aria-describedby={isFixed ? reasonId : undefined}
          aria-disabled={isFixed ? true : undefined}
          value={role}
          disabled={pending}
          onChange={(event) => {
            const chosen = event.target.value === 'admin' ? 'admin' : 'member';
            if (isFixed || chosen === role) return;
            action.run(() => client.perform({ kind: 'change-role', conversationId, userId, role: chosen }));
          }}
        >
          <option className="chat-part" value="admin">
            {labels.dialogs.admin}
          </option>
          {isFixed ? null : (
            <option className="chat-part" value="member">
              {labels.dialogs.member}
            </option>
          )}
        </select>
      ) : role === 'admin' ? (
        <span className="chat-role-text">{labels.dialogs.admin}</span>
      ) : null}
      {group.manages && !isMe && group.can('remove-member') ? (
        <IconButton
          size="small"
          label={labels.dialogs.removeMember(name)}
          icon={<Icon name="close" size={18} />}
          disabled={pending}
          onClick={() => action.run(() => client.perform({ kind: 'remove-member', conversationId, userId }))}
        />
      ) : null}
    </li>
  );
}
