import type { Limits } from '@chat/core';

/** What a recorder writes, and what its files are called. */
export interface RecordingFormat {
  readonly mimeType: string;
  readonly extension: string;
}

// The first is what every browser plays; the others are what some can only write.
const formats: readonly RecordingFormat[] = [
  { mimeType: 'audio/mp4;codecs=mp4a.40.2', extension: '.m4a' },
  { mimeType: 'audio/mp4', extension: '.m4a' },
  { mimeType: 'audio/webm;codecs=opus', extension: '.webm' },
  { mimeType: 'audio/ogg;codecs=opus', extension: '.ogg' },
];

/** Enough for speech. */
export const bitsPerSecond = 32_000;
const longest = 15 * 60;

/** The formats whose files the backend takes, best first. */
export function acceptedFormats({
  attachmentExtensions,
}: Pick<Limits, 'attachmentExtensions'>): readonly RecordingFormat[] {
  return formats.filter(({ extension }) => attachmentExtensions?.includes(extension) ?? true);
}

/** How many seconds a recording may last to stay below the backend's size of a file. */
export function mostSeconds({ attachmentBytes }: Pick<Limits, 'attachmentBytes'>): number {
  if (attachmentBytes === null) return longest;
  // A tenth is left to the container, and to a recorder that takes the rate for an advice.
  return Math.min(longest, Math.max(1, Math.floor((attachmentBytes * 8 * 0.9) / bitsPerSecond)));
}
