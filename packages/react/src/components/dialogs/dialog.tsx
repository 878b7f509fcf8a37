import * as Radix from '@radix-ui/react-dialog';
import { useInsertionEffect, useRef, type ReactNode } from 'react';
import { useLabels, usePortalContainer } from '../../hooks/use-chat-settings';
import { focusedElement } from '../../lib/focused-element';
import { IconButton } from '../button/button';
import { Icon } from '../icons/icon';
import { keepOwnFocus } from './keep-own-focus';

export interface DialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  /** Read out with the title. */
  readonly description?: string | undefined;
  /** Beside the title, for a step back. */
  readonly onBack?: (() => void) | undefined;
  readonly children?: ReactNode;
  readonly footer?: ReactNode;
}

/** A modal over the chat's own theme; the focus goes back to where it came from. */
export function Dialog({ open, onOpenChange, ...content }: DialogProps) {
  const portal = usePortalContainer();
  if (portal === null) return null;
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal container={portal}>
        <Radix.Overlay className="chat-overlay" />
        <DialogContent {...content} />
      </Radix.Portal>
    </Radix.Root>
  );
}

function DialogContent({
  title,
  description,
  onBack,
  children,
  footer,
}: Omit<DialogProps, 'open' | 'onOpenChange'>) {
  const labels = useLabels().common;
  const openedFrom = useRef<Element | null>(null);
  // After a menu that goes has given the focus back, before anything inside takes it.
  useInsertionEffect(() => {
    openedFrom.current = focusedElement();
  }, []);
  return (
    <Radix.Content
      className="chat-surface chat-dialog"
      {...(description === undefined ? { 'aria-describedby': undefined } : {})}
      onOpenAutoFocus={keepOwnFocus}
      onCloseAutoFocus={(event) => {
        event.preventDefault();
        if (openedFrom.current instanceof HTMLElement) openedFrom.current.focus();
      }}
    >
      <div className="chat-dialog-header">
        {onBack === undefined ? null : (
          <IconButton label={labels.back} icon={<Icon name="back" />} onClick={onBack} />
        )}
        <Radix.Title className="chat-dialog-title">{title}</Radix.Title>
        <Radix.Close asChild>
          <IconButton label={labels.close} icon={<Icon name="close" />} />
        </Radix.Close>
      </div>
      {description === undefined ? null : (
        <Radix.Description className="chat-dialog-description">{description}</Radix.Description>
      )}
      {children}
      {footer === undefined ? null : <div className="chat-dialog-footer">{footer}</div>}
    </Radix.Content>
  );
}
