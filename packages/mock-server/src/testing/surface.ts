import { describe } from 'vitest';

/** One endpoint or frame a wire specification marks as documented, in the specification's own words. */
export interface SurfaceEntry {
  readonly kind: 'endpoint' | 'frame';
  /** `D` in the document only, `B` in the document and in real deployments. */
  readonly mark: 'D' | 'B';
  /**
   * `METHOD /path/{id}/` below the API's base, without a query; for frames `in typing` (clients send it),
   * `out message` (the server sends it), `event new-message` (pushed on a channel).
   */
  readonly name: string;
  /** Section of `wire/<backend>.md` that lists it. */
  readonly section: string;
  /** Each error the document names for it, status first: `404 not a participant`, `close 4003`. */
  readonly errors: readonly string[];
}

/**
 * Groups the request tests of one surface entry. Every test inside is titled by what it shows: `success: …`, or
 * one of the entry's `errors` word for word; the coverage table is made from these titles.
 */
export function describeDocumented(name: string, define: () => void): void {
  describe(`documented ${name}`, define);
}
