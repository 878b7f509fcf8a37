import { expect, it } from 'vitest';
import { peaksOf } from './peaks';

it.each([
  { name: 'takes the loudest of each stretch', samples: [0.1, -0.5, 0.25, 0], count: 2, peaks: [1, 0.5] },
  { name: 'reaches the top with a quiet voice', samples: [0.01, 0.02], count: 2, peaks: [0.5, 1] },
  { name: 'keeps silence silent', samples: [0, 0.0005, 0, 0], count: 2, peaks: [0, 0] },
  { name: 'repeats samples that are too few', samples: [0.5], count: 3, peaks: [1, 1, 1] },
  { name: 'draws nothing of nothing', samples: [], count: 2, peaks: [0, 0] },
])('$name', ({ samples, count, peaks }) => {
  const found = peaksOf(Float32Array.from(samples), count);
  expect(found).toHaveLength(count);
  found.forEach((peak, index) => expect(peak).toBeCloseTo(peaks[index] ?? Number.NaN, 5));
});
