import { describe, expect, it } from 'vitest';
import { isEmojiOnly } from './emoji-only';

describe('isEmojiOnly', () => {
  it.each(['👍', '👍🏽 🎉', '👩‍👩‍👧‍👦', '🇩🇪🇫🇷', '❤️', '🎉🎉🎉🎉🎉'])('enlarges %s', (text) => {
    expect(isEmojiOnly(text)).toBe(true);
  });

  it.each(['', ' ', '1', '12', 'ok 👍', '🎉🎉🎉🎉🎉🎉', '#', '*'])('leaves «%s» as it is', (text) => {
    expect(isEmojiOnly(text)).toBe(false);
  });
});
