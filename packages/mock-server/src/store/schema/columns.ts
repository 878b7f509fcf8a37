/** Microseconds since 1970, so that two rows of one millisecond keep their order. */
export type Microseconds = number;

export type Flag = 0 | 1;
