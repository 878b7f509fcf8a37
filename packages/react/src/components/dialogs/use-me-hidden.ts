import type { UserId } from '@chat/core';
import { useMemo } from 'react';
import { useChatState } from '../../hooks/use-chat-state';

/** Nobody starts a conversation with themselves. */
export function useMeHidden(): ReadonlySet<UserId> {
  const me = useChatState(({ session }) => (session.name === 'signed-in' ? session.me : null));
  return useMemo(() => new Set(me === null ? [] : [me]), [me]);
}
