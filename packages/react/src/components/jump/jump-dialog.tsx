import type { ConversationId } from '@chat/core';
import * as Radix from '@radix-ui/react-dialog';
import { useInsertionEffect, useRef } from 'react';
import { useLabels, usePortalContainer } from '../../hooks/use-chat-settings';
import { focusedElement } from '../../lib/focused-element';
import { keepOwnFocus } from '../dialogs/keep-own-focus';
import type { MessageTarget } from '../chat-view/message-target';
import { JumpSearch } from './jump-search';

export interface JumpDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onConversation: (conversationId: ConversationId) => void;
  readonly onMessage: (target: MessageTarget) => void;
}

/** Goes to any conversation, person or message by typing a part of its name. */
export function JumpDialog(props: JumpDialogProps) {
  const portal = usePortalContainer();
  if (portal === null) return null;
  return (
    <Radix.Root open={props.open} onOpenChange={props.onOpenChange}>
      <Radix.Portal container={portal}>
        <Radix.Overlay className="chat-overlay" />
        <Content {...props} />
      </Radix.Portal>
    </Radix.Root>
  );
}

function Content({ onOpenChange, onConversation, onMessage }: JumpDialogProps) {
  const labels = useLabels().jump;
  const openedFrom = useRef<Element | null>(null);
  const chosen = useRef<(() => void) | null>(null);
  useInsertionEffect(() => {
    openedFrom.current = focusedElement();
  }, []);
  // Where one goes takes the focus, once the dialog has let go of it.
  const leave = (go: () => void) => {
    chosen.current = go;
    onOpenChange(false);
  };
  return (
    <Radix.Content
      className="chat-surface chat-dialog chat-jump"
      aria-describedby={undefined}
      onOpenAutoFocus={keepOwnFocus}
      onCloseAutoFocus={(event) => {
        event.preventDefault();
        if (chosen.current !== null) chosen.current();
        else if (openedFrom.current instanceof HTMLElement) openedFrom.current.focus();
      }}
    >
      <Radix.Title className="chat-hidden">{labels.title}</Radix.Title>
      <JumpSearch
        onConversation={(id) => leave(() => onConversation(id))}
        onMessage={(target) => leave(() => onMessage(target))}
      />
    </Radix.Content>
  );
}
