'use no memo';
// The virtualizer is one mutable object behind a constant reference; nothing here may be memoised by a compiler.
import type { ConversationId } from '@chat/core';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react';
import { useConversationReader } from '../../hooks/use-conversation-reader';
import { ConversationRow } from './conversation-row';
import { findTyped, nextIndex, typed, type TypeAhead } from './list-keys';

export interface ConversationListboxProps {
  readonly label: string;
  readonly ids: readonly ConversationId[];
  readonly selectedId: ConversationId | null;
  readonly today: number;
  readonly onSelect: (id: ConversationId) => void;
  readonly onMenu: (id: ConversationId, at: { readonly x: number; readonly y: number }) => void;
  readonly onEnd: () => void;
}

const estimatedRow = 72;

/** The rows on screen of any number of conversations; one tab stop whose active row is always among them. */
export function ConversationListbox({
  label,
  ids,
  selectedId,
  today,
  onSelect,
  onMenu,
  onEnd,
}: ConversationListboxProps) {
  const read = useConversationReader();
  const scroller = useRef<HTMLDivElement>(null);
  const typeAhead = useRef<TypeAhead | null>(null);
  const prefix = useId();
  const [activeId, setActiveId] = useState<ConversationId | null>(null);
  const [focused, setFocused] = useState(false);
  const pressed = useRef(false);
  const active = activeId === null ? -1 : ids.indexOf(activeId);

  // eslint-disable-next-line react-hooks/incompatible-library -- this file opts out of the compiler above
  const virtualizer = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => estimatedRow,
    getItemKey: (index) => ids[index] ?? index,
    overscan: 4,
    rangeExtractor: (range) => {
      const indexes = defaultRangeExtractor(range);
      return active < 0 || indexes.includes(active)
        ? indexes
        : [...indexes, active].sort((left, right) => left - right);
    },
  });
  const items = virtualizer.getVirtualItems();
  const last = items[items.length - 1]?.index ?? -1;

  useEffect(() => {
    if (last >= ids.length - 3) onEnd();
  }, [last, ids.length, onEnd]);

  const activate = (index: number) => {
    const id = ids[index];
    if (id === undefined) return;
    setActiveId(id);
    virtualizer.scrollToIndex(index, { align: 'auto' });
  };

  const domIdOf = (id: ConversationId) => `${prefix}${id}`;

  const openMenuAtActive = () => {
    const id = ids[active];
    const row = id === undefined ? null : document.getElementById(domIdOf(id));
    if (id === undefined || row === null) return;
    const box = row.getBoundingClientRect();
    onMenu(id, { x: box.left + box.width / 2, y: box.top + box.height / 2 });
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const opensMenu =
      event.key === 'ContextMenu' || event.key === 'Delete' || (event.shiftKey && event.key === 'F10');
    if (opensMenu) {
      event.preventDefault();
      openMenuAtActive();
      return;
    }
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      const id = ids[active];
      if (id !== undefined) onSelect(id);
      return;
    }
    const pageSize = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / estimatedRow) - 1);
    const next = nextIndex(event.key, active, ids.length, pageSize) ?? typeTo(event);
    if (next === null) return;
    event.preventDefault();
    activate(next);
  };

  const typeTo = (event: KeyboardEvent): number | null => {
    if ([...event.key].length !== 1) {
      typeAhead.current = null;
      return null;
    }
    typeAhead.current = typed(typeAhead.current, event.key, event.timeStamp);
    return findTyped(typeAhead.current.text, active, ids.length, (index) => {
      const id = ids[index];
      return id === undefined ? '' : (read(id)?.title ?? '');
    });
  };

  const rowAt = (event: MouseEvent): ConversationId | undefined => {
    const row = event.target instanceof Element ? event.target.closest('[data-conversation]') : null;
    const shown = row?.getAttribute('data-conversation');
    return ids.find((id) => id === shown);
  };

  const activeDomId = active < 0 || !focused ? undefined : domIdOf(ids[active] as ConversationId);
  return (
    <div
      ref={scroller}
      className="chat-conversations"
      role="listbox"
      aria-label={label}
      tabIndex={0}
      aria-activedescendant={activeDomId}
      onFocus={() => {
        setFocused(true);
        // Under a mouse button nothing may move, or the click is lost; it says itself which row is meant.
        if (active < 0 && !pressed.current)
          activate(Math.max(0, selectedId === null ? 0 : ids.indexOf(selectedId)));
      }}
      onBlur={() => {
        pressed.current = false;
        setFocused(false);
      }}
      onMouseDown={() => {
        pressed.current = true;
      }}
      onMouseUp={() => {
        pressed.current = false;
      }}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        const id = rowAt(event);
        if (id === undefined) return;
        setActiveId(id);
        onSelect(id);
      }}
      onContextMenu={(event) => {
        const id = rowAt(event);
        if (id === undefined) return;
        event.preventDefault();
        setActiveId(id);
        onMenu(id, { x: event.clientX, y: event.clientY });
      }}
    >
      <div
        className="chat-conversations-sizer"
        role="presentation"
        style={{ blockSize: virtualizer.getTotalSize() }}
      >
        {items.map(({ index, start }) => {
          const id = ids[index];
          if (id === undefined) return null;
          return (
            <ConversationRow
              key={id}
              id={id}
              domId={domIdOf(id)}
              index={index}
              count={ids.length}
              start={start}
              selected={id === selectedId}
              active={focused && index === active}
              today={today}
              measure={virtualizer.measureElement}
            />
          );
        })}
      </div>
    </div>
  );
}
