import type { MessageView } from '@chat/core';
import type { KeyboardEvent } from 'react';
import { useChatClient } from '../../hooks/use-chat-client';
import { messageSupport } from '../../hooks/use-message-support';
import { useComposerActions } from '../chat-view/composer-context';
import type { RowGestures } from './use-row-gestures';

const controls = 'a[href], button:not(:disabled), input:not(:disabled), audio[controls], video';

/**
 * Keys of a focused message: Enter goes to its controls, R replies, E edits, + reacts. Inside, the arrows move from
 * control to control and Escape comes back.
 */
export function useRowKeys(
  message: MessageView,
  gestures: Pick<RowGestures, 'setOpen'>,
): (event: KeyboardEvent<HTMLElement>) => void {
  const client = useChatClient();
  const composer = useComposerActions();
  return (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
    const row = event.currentTarget;
    if (event.target !== row) {
      moveInside(event, row);
      return;
    }
    const act = (offered: boolean, action: () => void) => {
      if (!offered) return;
      event.preventDefault();
      action();
    };
    const support = messageSupport(client.getState(), message, Date.now());
    switch (event.key) {
      case 'Enter':
        act(true, () =>
          (row.querySelector<HTMLElement>('.chat-actions button') ?? controlsOf(row)[0])?.focus(),
        );
        break;
      case 'r':
      case 'R':
        act(support.reply.supported, () => composer.setReply(message));
        break;
      case 'e':
      case 'E':
        act(support.edit.supported, () => composer.setEdit(message));
        break;
      case '+':
        act(support.react.supported, () => gestures.setOpen({ name: 'react' }));
        break;
    }
  };
}

function controlsOf(row: HTMLElement): readonly HTMLElement[] {
  return [...row.querySelectorAll<HTMLElement>(controls)];
}

function moveInside(event: KeyboardEvent, row: HTMLElement): void {
  // What opens above everything is a child of the row for React, not for the page.
  if (!(event.target instanceof HTMLElement) || !row.contains(event.target)) return;
  const rtl = getComputedStyle(row).direction === 'rtl';
  const step = { ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1 }[event.key];
  if (event.key === 'Escape') {
    event.preventDefault();
    event.stopPropagation();
    row.focus();
  } else if (step !== undefined && !event.target.matches('audio, video')) {
    const all = controlsOf(row);
    event.preventDefault();
    all[(all.indexOf(event.target) + step + all.length) % all.length]?.focus();
  }
}
