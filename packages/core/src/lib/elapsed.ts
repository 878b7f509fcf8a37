/** Time since `then`; endless where the clock was set back meanwhile, since nobody knows. */
export function elapsedSince(then: number, now: number): number {
  return now < then ? Infinity : now - then;
}
