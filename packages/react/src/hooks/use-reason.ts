import type { Support } from '@chat/core';
import { useLabels } from './use-chat-settings';

/** Words why something is not offered; null where it is, and where the app leaves it out without a word. */
export function useReason(): (support: Support) => string | null {
  const labels = useLabels().unavailable;
  return (support) => (support.supported || support.reason === 'hidden' ? null : labels[support.reason]);
}
