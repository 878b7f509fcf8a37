import type { MockServer } from '../../index';

/** Where a recording is played again. */
export interface Stage {
  server: MockServer;
  /** What recorded URLs start with, such as `http://backend.example`. */
  recordedHosts: readonly string[];
  /** Puts what this run has (tokens, passwords) in place of the recording's placeholders. */
  fill(text: string): Promise<string>;
  /** Hears every recorded answer with the one that came, to learn what later requests need. */
  learn?(recorded: unknown, answered: unknown): void;
}
