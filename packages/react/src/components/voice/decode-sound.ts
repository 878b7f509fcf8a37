import { peaksOf } from './peaks';

/** What is drawn of a sound. */
export interface Sound {
  readonly seconds: number;
  /** From 0 to 1, in order. */
  readonly peaks: readonly number[];
}

const bars = 48;

/** Reads a whole sound; rejects where the browser cannot, or where it lasts no time. */
export async function decodeSound(blob: Blob): Promise<Sound> {
  // A picture of it needs few samples, and a context that plays nothing needs no permission.
  const context = new OfflineAudioContext(1, 1, 8_000);
  const buffer = await context.decodeAudioData(await blob.arrayBuffer());
  if (!(buffer.duration > 0)) throw new Error('A sound that lasts no time cannot be drawn.');
  return { seconds: buffer.duration, peaks: peaksOf(buffer.getChannelData(0), bars) };
}
