import type { User, UserId } from '@chat/core';
import { useId, useState } from 'react';
import { useLabels } from '../../hooks/use-chat-settings';
import { usePeople } from '../../hooks/use-people';
import { Avatar } from '../avatar/avatar';
import { Button } from '../button/button';
import { Icon } from '../icons/icon';
import { ActionError } from './action-error';
import { PersonTick } from './person-tick';

export interface PeoplePickerProps {
  /** Null while it is not known yet which directory to ask. */
  readonly directoryId: string | undefined | null;
  readonly onPick: (user: User) => void;
  /** Set: people are ticked instead of picked once. */
  readonly selected?: ReadonlySet<UserId> | undefined;
  /** Left out of the list. */
  readonly hidden?: ReadonlySet<UserId> | undefined;
  readonly disabled?: boolean | undefined;
  readonly autoFocus?: boolean | undefined;
}

/** Searches the backend's people and lists them. */
export function PeoplePicker({
  directoryId,
  onPick,
  selected,
  hidden,
  disabled = false,
  autoFocus = false,
}: PeoplePickerProps) {
  const labels = useLabels();
  const [text, setText] = useState('');
  const search = usePeople(text, directoryId);
  const listId = useId();
  const users = search.users.filter((user) => hidden?.has(user.id) !== true);

  return (
    <div className="chat-people">
      <label className="chat-search">
        <Icon name="search" size={18} />
        <input
          className="chat-search-input"
          type="search"
          value={text}
          placeholder={labels.dialogs.searchPeople}
          aria-label={labels.dialogs.searchPeople}
          aria-controls={listId}
          autoFocus={autoFocus}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <div
        className="chat-people-list"
        id={listId}
        role="group"
        aria-label={labels.dialogs.people}
        tabIndex={-1}
      >
        {users.map((user) => (
          <Person
            key={user.id}
            user={user}
            selected={selected === undefined ? null : selected.has(user.id)}
            disabled={disabled}
            onPick={onPick}
          />
        ))}
        <div className="chat-people-end" role="status">
          {search.state === 'loading' && users.length === 0 ? (
            <PeopleSkeleton label={labels.common.loading} />
          ) : null}
          {search.state === 'ready' && users.length === 0 ? labels.dialogs.noPeople : null}
        </div>
        <ActionError error={search.error} />
        {search.state === 'failed' ? (
          <Button className="chat-people-more" onClick={search.retry}>
            {labels.common.retry}
          </Button>
        ) : null}
        {search.state !== 'failed' && search.hasMore ? (
          <Button className="chat-people-more" variant="plain" onClick={search.loadMore}>
            {labels.dialogs.morePeople}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

function Person({
  user,
  selected,
  disabled,
  onPick,
}: {
  readonly user: User;
  readonly selected: boolean | null;
  readonly disabled: boolean;
  readonly onPick: (user: User) => void;
}) {
  const avatar = <Avatar name={user.name} id={user.id} url={user.avatarUrl} size={36} />;
  if (selected !== null) {
    return (
      <PersonTick
        name={user.name}
        note={user.handle ?? undefined}
        avatar={avatar}
        checked={selected}
        disabled={disabled}
        onToggle={() => onPick(user)}
      />
    );
  }
  return (
    <button
      type="button"
      className="chat-person"
      aria-disabled={disabled}
      onClick={disabled ? undefined : () => onPick(user)}
    >
      {avatar}
      <PersonText user={user} />
    </button>
  );
}

/** A person's name over their handle. */
export function PersonText({ user }: { readonly user: User }) {
  return (
    <span className="chat-person-text">
      <bdi className="chat-person-name">{user.name}</bdi>
      {user.handle === null ? null : <bdi className="chat-person-handle">{user.handle}</bdi>}
    </span>
  );
}

export function PeopleSkeleton({ label }: { readonly label: string }) {
  return (
    <>
      <span className="chat-hidden">{label}</span>
      {[0, 1, 2, 3].map((index) => (
        <span key={index} className="chat-person" aria-hidden="true">
          <span className="chat-skeleton chat-person-skeleton-avatar" />
          <span className="chat-skeleton chat-person-skeleton-text" />
        </span>
      ))}
    </>
  );
}
