import type { ServerEvent } from '../../adapter/server-event';

/** The live side as the other parts may use it. */
export interface Link {
  emit(events: readonly ServerEvent[]): void;
  /** Lists may have shown stays that nobody subscribed to yet. */
  onListed(): void;
}

/** The one live link there is. */
export interface LinkHolder {
  current: Link | null;
}
