/**
 * A stretch of a conversation's history known without holes, in `order` values, ends included.
 * `-Infinity` reaches the beginning, `Infinity` everything that will come while live covers it.
 */
export interface KnownRange {
  readonly from: number;
  readonly to: number;
}
