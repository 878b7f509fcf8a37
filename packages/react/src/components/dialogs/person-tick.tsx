import type { ReactNode } from 'react';
import { Icon } from '../icons/icon';

export interface PersonTickProps {
  readonly name: string;
  readonly note?: string | undefined;
  readonly avatar: ReactNode;
  readonly checked: boolean;
  /** Does nothing for now, and keeps the focus. */
  readonly disabled: boolean;
  readonly onToggle: () => void;
}

/** A person or conversation to tick, of several. */
export function PersonTick({ name, note = '', avatar, checked, disabled, onToggle }: PersonTickProps) {
  return (
    <button
      type="button"
      className="chat-person"
      role="checkbox"
      aria-checked={checked}
      aria-disabled={disabled}
      onClick={disabled ? undefined : onToggle}
    >
      {avatar}
      <span className="chat-person-text">
        <bdi className="chat-person-name">{name}</bdi>
        {note === '' ? null : <bdi className="chat-person-handle">{note}</bdi>}
      </span>
      <span className="chat-tick" data-checked={checked} aria-hidden="true">
        {checked ? <Icon name="check" size={14} /> : null}
      </span>
    </button>
  );
}
