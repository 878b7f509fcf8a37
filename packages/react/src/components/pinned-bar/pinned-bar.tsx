import type { ConversationId } from '@chat/core';
import { useEffect, useId, useRef, useState } from 'react';
import { useLabels } from '../../hooks/use-chat-settings';
import { useIsMe } from '../../hooks/use-is-me';
import { usePinned, type PinnedMessage } from '../../hooks/use-pinned';
import { focusedElement } from '../../lib/focused-element';
import { IconButton } from '../button/button';
import { useMessageNavigation } from '../chat-view/navigation-context';
import { Icon } from '../icons/icon';
import { useAuthorName } from '../message-bubble/author';

export interface PinnedBarProps {
  readonly conversationId: ConversationId;
}

/** The newest pinned message over the others; opens to all of them. Nothing where nothing is pinned. */
export function PinnedBar({ conversationId }: PinnedBarProps) {
  const labels = useLabels().pinned;
  const { messages, unpin } = usePinned(conversationId);
  const [expanded, setExpanded] = useState(false);
  const bar = useRef<HTMLElement>(null);
  const listId = useId();
  const [newest] = messages;
  useKeptFocus(bar, messages.length);
  if (newest === undefined) return null;
  const several = messages.length > 1;
  const shown = expanded && several ? messages : [newest];
  return (
    <section
      ref={bar}
      className="chat-pinned"
      aria-label={labels.title}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !expanded) return;
        event.stopPropagation();
        setExpanded(false);
      }}
    >
      <ul className="chat-pinned-list" id={listId}>
        {shown.map((message, index) => (
          <PinnedRow
            key={message.id}
            message={message}
            title={index === 0 ? labels.count(messages.length) : null}
            onUnpin={several && !expanded ? null : () => unpin(message.id)}
          />
        ))}
      </ul>
      {several ? (
        <IconButton
          className="chat-pinned-toggle"
          label={expanded ? labels.hideAll : labels.showAll}
          icon={<Icon name="chevronDown" />}
          aria-expanded={expanded}
          aria-controls={listId}
          onClick={() => setExpanded(!expanded)}
        />
      ) : null}
    </section>
  );
}

interface PinnedRowProps {
  readonly message: PinnedMessage;
  readonly title: string | null;
  readonly onUnpin: (() => void) | null;
}

function PinnedRow({ message, title, onUnpin }: PinnedRowProps) {
  const labels = useLabels();
  const navigation = useMessageNavigation();
  const own = useIsMe(message.authorId);
  const author = useAuthorName({ ...message, own });
  const text = message.text === '' ? labels.message.attachments(message.attachments.length) : message.text;
  // What goes wrong is shown over the messages.
  const show = () => void navigation.scrollToMessage(message.id).catch(() => undefined);
  return (
    <li className="chat-pinned-row">
      <button type="button" className="chat-pinned-show" title={labels.pinned.show} onClick={show}>
        <Icon name="pin" size={16} />
        <span className="chat-pinned-words">
          {title === null ? null : <span className="chat-pinned-title">{title}</span>}
          <span className="chat-pinned-text">
            <bdi className="chat-pinned-author">{author}</bdi> <bdi className="chat-part">{text}</bdi>
          </span>
        </span>
      </button>
      {message.mayUnpin && onUnpin !== null ? (
        <IconButton
          size="small"
          label={labels.pinned.unpin}
          icon={<Icon name="unpin" size={18} />}
          onClick={onUnpin}
        />
      ) : null}
    </li>
  );
}

/** A row that was unpinned leaves the focus to the next one. */
function useKeptFocus(bar: { readonly current: HTMLElement | null }, count: number): void {
  const held = useRef(false);
  useEffect(() => {
    const element = bar.current;
    if (element === null) return undefined;
    const update = () => {
      held.current = element.contains(focusedElement());
    };
    element.addEventListener('focusin', update);
    return () => element.removeEventListener('focusin', update);
  });
  useEffect(() => {
    if (!held.current || document.activeElement !== document.body) return;
    bar.current?.querySelector<HTMLElement>('.chat-pinned-show')?.focus({ preventScroll: true });
  }, [bar, count]);
}
