import { describe, expect, it } from 'vitest';
import { acceptedFormats, mostSeconds } from './recording-format';

const extensions = (attachmentExtensions: readonly string[] | null) => [
  ...new Set(acceptedFormats({ attachmentExtensions }).map(({ extension }) => extension)),
];

describe('acceptedFormats', () => {
  it.each([
    { name: 'everything where nothing is listed', listed: null, expected: ['.m4a', '.webm', '.ogg'] },
    { name: 'only what is listed', listed: ['.ogg', '.pdf'], expected: ['.ogg'] },
    { name: 'nothing where no sound is listed', listed: ['.png', '.pdf'], expected: [] },
    { name: 'nothing where nothing at all is taken', listed: [], expected: [] },
  ])('offers $name', ({ listed, expected }) => {
    expect(extensions(listed)).toEqual(expected);
  });
});

describe('mostSeconds', () => {
  it.each([
    { bytes: null, seconds: 900 },
    { bytes: 50_000_000, seconds: 900 },
    { bytes: 400_000, seconds: 90 },
    { bytes: 10, seconds: 1 },
  ])('lets $bytes bytes last $seconds s', ({ bytes, seconds }) => {
    expect(mostSeconds({ attachmentBytes: bytes })).toBe(seconds);
  });
});
