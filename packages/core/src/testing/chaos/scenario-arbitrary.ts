import fc from 'fast-check';
import { linkFaults, requestFaults } from './faults';
import type { Scenario, Step } from './scenario';

const pick = fc.nat({ max: 999 });
const few = fc.integer({ min: 1, max: 3 });
const page = { page: pick };
const place = { ...page, conversation: pick };

/** Mostly at once or soon, so that things meet; now and then long enough for a timeout. */
const pause = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(0, 1, 5, 20) },
  { weight: 4, arbitrary: fc.constantFrom(100, 300, 800) },
  { weight: 2, arbitrary: fc.constantFrom(2_000, 5_000) },
  { weight: 1, arbitrary: fc.constantFrom(12_000, 20_000) },
);

const named = <Name extends string, Rest extends object>(
  name: Name | readonly Name[],
  rest: { [Key in keyof Rest]: fc.Arbitrary<Rest[Key]> },
) =>
  fc.record({
    name: typeof name === 'string' ? fc.constant(name) : fc.constantFrom(...(name as readonly Name[])),
    ...rest,
    thenMs: pause,
  }) as unknown as fc.Arbitrary<Step>;

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 20,
    arbitrary: named('send', {
      ...place,
      common: fc.boolean(),
      files: fc.constantFrom(0, 0, 0, 1, 2),
    }),
  },
  { weight: 12, arbitrary: named(['reply', 'edit', 'edit', 'delete'], { ...place, row: pick }) },
  { weight: 8, arbitrary: named(['react', 'unreact'], { ...place, row: pick, emoji: pick }) },
  { weight: 6, arbitrary: named('mark-read', place) },
  { weight: 10, arbitrary: named(['open', 'open', 'close-conversation'], place) },
  { weight: 5, arbitrary: named(['load-older', 'fill-gap', 'type'], place) },
  { weight: 3, arbitrary: named(['retry', 'retry', 'discard'], { ...page, entry: pick }) },
  { weight: 5, arbitrary: named(['go-offline', 'go-online', 'go-online'], page) },
  { weight: 3, arbitrary: named(['hide', 'show'], page) },
  { weight: 3, arbitrary: named(['freeze', 'stall', 'thaw', 'thaw', 'thaw'], page) },
  { weight: 6, arbitrary: named(['close-tab', 'crash-tab', 'open-tab', 'open-tab', 'open-tab'], page) },
  { weight: 1, arbitrary: named('set-clock', { ...page, minutes: fc.integer({ min: -90, max: 90 }) }) },
  { weight: 1, arbitrary: named('expire-token', page) },
  {
    weight: 14,
    arbitrary: named('request-fault', { ...page, fault: fc.constantFrom(...requestFaults), times: few }),
  },
  {
    weight: 7,
    arbitrary: named('link-fault', { ...page, fault: fc.constantFrom(...linkFaults), times: few }),
  },
  { weight: 3, arbitrary: named(['stop-server', 'start-server', 'start-server'], {}) },
  { weight: 1, arbitrary: named('new-conversation', {}) },
  {
    weight: 4,
    arbitrary: named('visitor-posts', {
      count: fc.oneof(
        { weight: 6, arbitrary: few },
        { weight: 1, arbitrary: fc.integer({ min: 20, max: 45 }) },
      ),
    }),
  },
  { weight: 3, arbitrary: named(['visitor-edits', 'visitor-deletes', 'visitor-reacts'], { row: pick }) },
);

/** Runs of `length.min` to `length.max` steps. A failing one gets smaller by leaving steps out. */
export function scenarios(length: { readonly min: number; readonly max: number }): fc.Arbitrary<Scenario> {
  return fc.record({
    seed: fc.nat(),
    variant: fc.record({
      frames: fc.constantFrom('whole' as const, 'parts' as const),
      echoesLocalId: fc.boolean(),
      hardDeletes: fc.boolean(),
    }),
    people: fc.integer({ min: 2, max: 4 }),
    tabs: fc.array(fc.constantFrom(1, 1, 2), { minLength: 4, maxLength: 4 }),
    steps: fc.array(fc.option(step, { nil: null, freq: 1_000 }), {
      minLength: length.min,
      maxLength: length.max,
      size: 'max',
    }),
  });
}
