import type { ConversationId, Member } from '@chat/core';
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
import { Select } from './select';

export interface GroupMembersProps {
  readonly group: Group;
  /** Names the reason why the last admin stays one. */
  readonly reasonId: string;
  readonly onAdd: () => void;
}

/** Whether the list of members tells that a group needs an admin. */
export function tellsLastAdmin(group: Group): boolean {
  return group.isLastAdmin && mayChangeRoles(group);
}

function mayChangeRoles(group: Group): boolean {
  return group.manages && group.can('change-role');
}

/** The members with their roles, changeable for those who manage the group. */
export function GroupMembers({ group, reasonId, onAdd }: GroupMembersProps) {
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
                reasonId={reasonId}
                conversationId={id}
                action={action}
              />
            ))}
      </ul>
    </div>
  );
}

interface MemberRowProps extends Omit<GroupMembersProps, 'onAdd'> {
  readonly member: Member;
  readonly conversationId: ConversationId;
  readonly action: ActionHandle;
}

function MemberRow({ member: { userId, role }, group, reasonId, conversationId, action }: MemberRowProps) {
  const labels = useLabels();
  const client = useChatClient();
  const user = useUser(userId);
  const isMe = userId === group.me;
  const name = isMe ? labels.common.you : (user?.name ?? labels.common.unknownPerson);
  const pending = action.state.name === 'pending';
  const isFixed = isMe && tellsLastAdmin(group);
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
      {mayChangeRoles(group) ? (
        <Select
          className="chat-role"
          aria-label={labels.dialogs.role(name)}
          aria-describedby={isFixed ? reasonId : undefined}
          aria-disabled={isFixed || pending}
          value={role}
          onChange={(event) => {
            const chosen = event.target.value === 'admin' ? 'admin' : 'member';
            if (isFixed || pending || chosen === role) return;
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
        </Select>
      ) : role === 'admin' ? (
        <span className="chat-role-text">{labels.dialogs.admin}</span>
      ) : null}
      {group.manages && !isMe && group.can('remove-member') ? (
        <IconButton
          size="small"
          label={labels.dialogs.removeMember(name)}
          icon={<Icon name="close" size={18} />}
          aria-disabled={pending}
          onClick={() => action.run(() => client.perform({ kind: 'remove-member', conversationId, userId }))}
        />
      ) : null}
    </li>
  );
}
