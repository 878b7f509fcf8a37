import type { Support } from '@chat/core';
import { useLabels } from './use-chat-settings';

/** Words why something is not offered; null where it is. */
export function useReason(): (support: Support) => string | null {
  const labels = useLabels().unavailable;
  return (support) => (support.supported ? null : labels[support.reason]);
}
