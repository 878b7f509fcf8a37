import { useTitleBadge } from '../../hooks/use-title-badge';

/** The hook as a part of its own, so that a new number renders nothing else. */
export function TitleBadge() {
  useTitleBadge();
  return null;
}
