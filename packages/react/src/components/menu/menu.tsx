import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { focusedElement } from '../../lib/focused-element';
import { Icon } from '../icons/icon';
import type { IconName } from '../icons/paths';
import { Popover, type PopoverProps } from './popover';

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  readonly icon?: IconName | undefined;
  readonly danger?: boolean | undefined;
  /** Why it cannot be chosen; it stays where people look for it and says so. */
  readonly unavailable?: string | undefined;
  readonly onSelect: () => void;
}

export interface MenuProps extends Pick<PopoverProps, 'anchor' | 'onClose' | 'align'> {
  readonly label: string;
  readonly items: readonly MenuItem[];
  /** Above the items, for example quick reactions. */
  readonly header?: ReactNode;
}

/** A list of actions: arrows, Home, End and first letters move, Enter chooses, Escape and Tab close. */
export function Menu({ anchor, onClose, align, label, items, header }: MenuProps) {
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  useEffect(() => {
    const shown = itemsOf(list.current);
    const first = shown.find((item) => item.ariaDisabled !== 'true') ?? shown[0];
    first?.focus({ preventScroll: true });
  }, []);
  return (
    <Popover anchor={anchor} onClose={onClose} align={align} label={label} className="chat-menu">
      {header}
      <div
        ref={list}
        className="chat-menu-items"
        role="menu"
        aria-label={label}
        onKeyDown={(event) => {
          if (event.key === 'Tab') onClose();
          else moveFocus(event, itemsOf(list.current));
        }}
      >
        {items.map((item) => (
          <button
            key={item.id}
            type="button"
            className="chat-menu-item"
            role="menuitem"
            tabIndex={-1}
            data-danger={item.danger === true ? '' : undefined}
            {...(item.unavailable === undefined
              ? {}
              : { 'aria-disabled': true, 'aria-describedby': `${id}${item.id}` })}
            onClick={() => {
              if (item.unavailable !== undefined) return;
              onClose();
              item.onSelect();
            }}
          >
            {item.icon === undefined ? null : <Icon name={item.icon} size={18} />}
            {item.unavailable === undefined ? (
              item.label
            ) : (
              <span className="chat-menu-words">
                <span className="chat-part">{item.label}</span>
                <span className="chat-menu-reason" id={`${id}${item.id}`} aria-hidden="true">
                  {item.unavailable}
                </span>
              </span>
            )}
          </button>
        ))}
      </div>
    </Popover>
  );
}

function itemsOf(list: HTMLElement | null): readonly HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
}

function moveFocus(event: KeyboardEvent, items: readonly HTMLElement[]): void {
  const at = items.findIndex((item) => item === focusedElement());
  const next = target(event, items, at);
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

function target(event: KeyboardEvent, items: readonly HTMLElement[], at: number): HTMLElement | undefined {
  switch (event.key) {
    case 'ArrowDown':
      return items[(at + 1) % items.length];
    case 'ArrowUp':
      return items[(at <= 0 ? items.length : at) - 1];
    case 'Home':
      return items[0];
    case 'End':
      return items[items.length - 1];
    default: {
      if (event.key.length !== 1 || event.key === ' ' || event.ctrlKey || event.metaKey) return undefined;
      const letter = event.key.toLocaleLowerCase();
      const rotated = [...items.slice(at + 1), ...items.slice(0, at + 1)];
      return rotated.find((item) => item.textContent.toLocaleLowerCase().startsWith(letter));
    }
  }
}
