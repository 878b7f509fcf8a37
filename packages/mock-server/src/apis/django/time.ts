import type { Microseconds } from '../../store/schema';

const withMicroseconds = (time: Microseconds): string => {
  const whole = new Date(Math.floor(time / 1000)).toISOString().slice(0, 19);
  const fraction = time % 1_000_000;
  return fraction === 0 ? whole : `${whole}.${String(fraction).padStart(6, '0')}`;
};

/** REST writes `Z`, sockets write `+00:00`; both leave out a zero fraction. */
export const restTime = (time: Microseconds): string => `${withMicroseconds(time)}Z`;
export const socketTime = (time: Microseconds): string => `${withMicroseconds(time)}+00:00`;
