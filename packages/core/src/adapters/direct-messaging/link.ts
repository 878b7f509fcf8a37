import type { ServerEvent } from '../../adapter/server-event';
import type { ConversationId } from '../../model/ids';
import type { Frame } from './frames';

/** Reads out of a frame what an act waits for; null when it is another's. `exactly` first, then what will do. */
export type EchoReader<Result> = (frame: Frame, exactly: boolean) => Result | null;

/** The live side as the other parts may use it. */
export interface Link {
  hears(id: ConversationId): boolean;
  /**
   * Says something and waits for its echo. Null: nothing left this device. Throws with outcome `unknown` when the
   * echo does not come: refusals are silence.
   */
  exchange<Result>(
    id: ConversationId,
    frame: string,
    read: EchoReader<Result>,
    signal: AbortSignal,
  ): Promise<Result | null>;
  /** Lets the others hear of what REST has done, as far as they are there. */
  announce(id: ConversationId, frame: string): void;
  /** What goes by REST is told to nobody; this makes other clients of ours look. */
  nudge(id: ConversationId): void;
  emit(events: readonly ServerEvent[]): void;
  /** A message that was sent did not come back: the link may be half open. */
  distrust(id: ConversationId): void;
}

/** The one live link there is. */
export interface LinkHolder {
  current: Link | null;
}
