import { useState } from 'react';
import { useFormats } from './use-chat-settings';
import { useNow } from './use-now';

/** A moment of the current day; changes only at midnight, so that lists do not render every minute. */
export function useToday(): number {
  const formats = useFormats();
  const now = useNow(60_000);
  const [today, setToday] = useState(now);
  if (formats.daysBetween(now, today) === 0) return today;
  setToday(now);
  return now;
}
