import { TZDate } from '@date-fns/tz';
import { differenceInCalendarDays } from 'date-fns/differenceInCalendarDays';

/** Wording of times, numbers and lists for one language and time zone. Times are epoch milliseconds. */
export interface Formats {
  readonly locale: string;
  time(at: number): string;
  /** Weekday, day and time in full, for tooltips and screen readers. */
  dateTime(at: number): string;
  /** `Today`, `Yesterday`, a weekday within the last week, else the date. */
  day(at: number, now: number): string;
  /** For lists: the time today, else as `day`, short. */
  moment(at: number, now: number): string;
  /** Month and year. */
  month(at: number): string;
  /** Calendar days from `earlier` to `later`. */
  daysBetween(later: number, earlier: number): number;
  /** `20 seconds ago`, from an age in milliseconds. */
  ago(age: number): string;
  fileSize(bytes: number): string;
  percent(share: number): string;
  number(value: number): string;
  list(items: readonly string[]): string;
  duration(seconds: number): string;
  /** `10 minutes`, from milliseconds. */
  span(milliseconds: number): string;
}

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** Formatters are made when first used and kept: making one costs more than using it a hundred times. */
export function createFormats(locale: string, timeZone?: string): Formats {
  const dates = new Map<string, Intl.DateTimeFormat>();
  const date = (name: string, options: Intl.DateTimeFormatOptions) => {
    const known = dates.get(name);
    if (known !== undefined) return known;
    const made = new Intl.DateTimeFormat(locale, timeZone === undefined ? options : { ...options, timeZone });
    dates.set(name, made);
    return made;
  };
  const time = (at: number) => date('time', { hour: 'numeric', minute: '2-digit' }).format(at);
  const daysBetween = (later: number, earlier: number) =>
    timeZone === undefined
      ? differenceInCalendarDays(later, earlier)
      : differenceInCalendarDays(new TZDate(later, timeZone), new TZDate(earlier, timeZone));
  const relativeDay = (days: number) => {
    const text = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-days, 'day');
    return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
  };
  const sameYear = (at: number, now: number) =>
    date('year', { year: 'numeric' }).format(at) === date('year', { year: 'numeric' }).format(now);

  return {
    locale,
    time,
    dateTime: (at) => date('dateTime', { dateStyle: 'full', timeStyle: 'short' }).format(at),
    daysBetween,
    day(at, now) {
      const days = daysBetween(now, at);
      if (days === 0 || days === 1) return relativeDay(days);
      if (days > 1 && days < 7) return date('weekday', { weekday: 'long' }).format(at);
      return sameYear(at, now)
        ? date('dayInYear', { weekday: 'short', day: 'numeric', month: 'long' }).format(at)
        : date('dayInOtherYear', { day: 'numeric', month: 'long', year: 'numeric' }).format(at);
    },
    moment(at, now) {
      const days = daysBetween(now, at);
      if (days <= 0) return time(at);
      if (days === 1) return relativeDay(1);
      if (days < 7) return date('weekdayShort', { weekday: 'short' }).format(at);
      return sameYear(at, now)
        ? date('shortDay', { day: 'numeric', month: 'short' }).format(at)
        : date('shortDate', { dateStyle: 'short' }).format(at);
    },
    month: (at) => date('month', { month: 'long', year: 'numeric' }).format(at),
    ago(age) {
      const seconds = Math.round(age / 1_000);
      const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'always', style: 'short' });
      if (seconds < 60) return relative.format(-seconds, 'second');
      if (seconds < 3_600) return relative.format(-Math.round(seconds / 60), 'minute');
      return relative.format(-Math.round(seconds / 3_600), 'hour');
    },
    fileSize(bytes) {
      const power = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
      const unit = units[power] ?? 'byte';
      const digits = power < 2 ? 0 : 1;
      return new Intl.NumberFormat(locale, {
        style: 'unit',
        unit,
        unitDisplay: power === 0 ? 'long' : 'short',
        maximumFractionDigits: digits,
      }).format(bytes / 1000 ** power);
    },
    percent: (share) => new Intl.NumberFormat(locale, { style: 'percent' }).format(share),
    number: (value) => new Intl.NumberFormat(locale).format(value),
    list: (items) => new Intl.ListFormat(locale, { type: 'conjunction' }).format(items),
    duration(seconds) {
      const whole = Math.max(0, Math.round(seconds));
      const rest = String(whole % 60).padStart(2, '0');
      return `${Math.floor(whole / 60)}:${rest}`;
    },
    span(milliseconds) {
      const minutes = Math.round(milliseconds / 60_000);
      const [value, unit] = minutes % 60 === 0 && minutes > 0 ? [minutes / 60, 'hour'] : [minutes, 'minute'];
      return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
    },
  };
}
