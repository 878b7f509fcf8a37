import { memo, useEffect, useState } from 'react';
import { DayLine } from './day-line';

const shownMs = 1_200;

/** The day of the first visible row, while scrolling. A separator says the same to screen readers. */
export const FloatingDay = memo(function FloatingDay({
  at,
  moving,
}: {
  readonly at: number;
  readonly moving: boolean;
}) {
  const [lingering, setLingering] = useState(false);
  useEffect(() => {
    if (moving) return () => setLingering(true);
    const timer = setTimeout(() => setLingering(false), shownMs);
    return () => clearTimeout(timer);
  }, [moving]);
  return (
    <div className="chat-floating-day" data-shown={moving || lingering ? '' : undefined} aria-hidden="true">
      <DayLine at={at} />
    </div>
  );
});
