import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { usePortalContainer } from '../../hooks/use-chat-settings';

/** Tells at once, over everything, what did not work; stays until it is answered. */
export function FloatingNote({ children }: { readonly children?: ReactNode }) {
  const portal = usePortalContainer();
  if (portal === null) return null;
  return createPortal(
    <div className="chat-surface chat-floating-note" role="alert">
      {children}
    </div>,
    portal,
  );
}
