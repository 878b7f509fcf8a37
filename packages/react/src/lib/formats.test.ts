import { describe, expect, it } from 'vitest';
import { createFormats } from './formats';

const formats = createFormats('en', 'Europe/Berlin');
const day = 86_400_000;
const now = Date.UTC(2026, 2, 14, 12);

describe('days', () => {
  it('are named by how long ago they were', () => {
    expect(formats.day(now, now)).toBe('Today');
    expect(formats.day(now - day, now)).toBe('Yesterday');
    expect(formats.day(now - 3 * day, now)).toBe('Wednesday');
    expect(formats.day(now - 30 * day, now)).toBe('Thu, February 12');
    expect(formats.day(now - 400 * day, now)).toBe('February 7, 2025');
  });

  it('end at midnight of the reader, also when the clocks change', () => {
    const midnight = Date.UTC(2026, 2, 28, 23);
    expect(formats.daysBetween(midnight, midnight - 1)).toBe(1);
    expect(formats.daysBetween(midnight + 22 * 3_600_000, midnight)).toBe(0);
    expect(formats.daysBetween(midnight + 23 * 3_600_000, midnight)).toBe(1);
  });

  it('are those of the time zone that was given, else of this browser', () => {
    const newYear = Date.UTC(2026, 0, 1);
    const zones = ['Pacific/Kiritimati', 'Asia/Kathmandu', 'UTC', 'America/St_Johns', 'Pacific/Pago_Pago'];
    const days = zones.map((zone) => {
      const { daysBetween } = createFormats('ar-EG', zone);
      return [daysBetween(newYear, newYear - 1), daysBetween(newYear + 366 * day, newYear)];
    });
    // Only in UTC does the day end at that moment.
    expect(days).toEqual([0, 0, 1, 0, 0].map((between) => [between, 366]));
    const local = createFormats('en');
    const midnight = new Date(2026, 5, 10).getTime();
    expect(local.daysBetween(midnight, midnight - 1)).toBe(1);
    expect(local.daysBetween(midnight + day - 1, midnight)).toBe(0);
  });

  it('speak the language of the provider', () => {
    expect(createFormats('de', 'Europe/Berlin').day(now - day, now)).toBe('Gestern');
  });
});

describe('sizes and spans', () => {
  it('use the unit people would', () => {
    expect([999, 482_113, 5_300_000].map((bytes) => formats.fileSize(bytes))).toEqual([
      '999 bytes',
      '482 kB',
      '5.3 MB',
    ]);
    expect(formats.duration(125)).toBe('2:05');
    expect([10 * 60_000, 60_000, 7_200_000].map((span) => formats.span(span))).toEqual([
      '10 minutes',
      '1 minute',
      '2 hours',
    ]);
    expect(formats.ago(20_000)).toBe('20 sec. ago');
    expect(formats.ago(3 * 60_000)).toBe('3 min. ago');
  });
});
