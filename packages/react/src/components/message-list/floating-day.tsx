import type { TimelineView } from '@chat/core';
import { memo, useEffect, useState, useSyncExternalStore } from 'react';
import { DayLine } from './day-line';
import type { ScrollKeeper } from './scroll-keeper';

export interface FloatingDayProps {
  readonly timeline: TimelineView;
  readonly keeper: ScrollKeeper;
}

const shownMs = 1_200;
const nothing = () => null;
const never = () => false;

/** The day of the first visible row, while scrolling. A separator says the same to screen readers. */
export const FloatingDay = memo(function FloatingDay({ timeline, keeper }: FloatingDayProps) {
  const moving = useSyncExternalStore(keeper.subscribe, keeper.isMoving, never);
  const top = useSyncExternalStore(keeper.subscribe, keeper.topKey, nothing);
  const at = top === null ? undefined : timeline.at(timeline.indexOf(top))?.createdAt;
  const [lingering, setLingering] = useState(false);
  useEffect(() => {
    if (moving) return () => setLingering(true);
    const timer = setTimeout(() => setLingering(false), shownMs);
    return () => clearTimeout(timer);
  }, [moving]);
  const shown = moving || lingering;
  return (
    <div className="chat-floating-day" data-shown={shown ? '' : undefined} aria-hidden="true">
      {at === undefined ? null : <DayLine at={at} />}
    </div>
  );
});
