import type { Gap, MessageKey, MessageView, TimelineView } from '@chat/core';
import type { Formats } from '../../lib/formats';

/** What a row shows besides its message, as plain values, so that equal layouts render nothing again. */
export interface RowLayout {
  /** First and last of the messages of one person within a few minutes. */
  readonly first: boolean;
  readonly last: boolean;
  /** Begins a day; epoch milliseconds of that message. */
  readonly day: number | null;
  readonly unread: boolean;
  readonly gap: Gap | null;
}

const groupMs = 5 * 60_000;

/** Same person, same day, less than five minutes apart, nothing between. */
function isGrouped(
  earlier: MessageView | undefined,
  later: MessageView | undefined,
  formats: Formats,
): boolean {
  return (
    earlier !== undefined &&
    later !== undefined &&
    earlier.authorId === later.authorId &&
    earlier.kind !== 'system' &&
    later.kind !== 'system' &&
    later.createdAt - earlier.createdAt < groupMs &&
    formats.daysBetween(later.createdAt, earlier.createdAt) === 0
  );
}

/** Looks at the two neighbours only. */
export function rowLayout(
  timeline: TimelineView,
  index: number,
  firstUnread: MessageKey | null,
  formats: Formats,
): RowLayout {
  const message = timeline.at(index);
  const before = timeline.at(index - 1);
  const after = timeline.at(index + 1);
  const unread = message !== undefined && message.key === firstUnread;
  const gap = timeline.gapBefore(index);
  const newDay =
    message !== undefined &&
    (before === undefined || formats.daysBetween(message.createdAt, before.createdAt) !== 0);
  return {
    first: unread || gap !== null || !isGrouped(before, message, formats),
    last:
      after?.key === firstUnread ||
      timeline.gapBefore(index + 1) !== null ||
      !isGrouped(message, after, formats),
    day: newDay ? message.createdAt : null,
    unread,
    gap,
  };
}

/** A guess of a row's height in a list of this width before it is laid out, in pixels. */
export function estimateRow(message: MessageView | undefined, width: number): number {
  if (message === undefined) return 40;
  const { text, attachments, replyTo, reactions } = message;
  const perLine = Math.max(16, Math.min(68, Math.floor((width * 0.7) / 7)));
  const lines = text === '' ? 0 : Math.max(1, Math.ceil(text.length / perLine));
  const media = attachments.reduce(
    (height, { kind }) => height + (kind === 'image' || kind === 'video' ? 220 : 60),
    0,
  );
  return 18 + lines * 22 + media + (replyTo === null ? 0 : 48) + (reactions.length > 0 ? 30 : 0);
}
