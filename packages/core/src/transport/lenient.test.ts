import * as z from 'zod/mini';
import { expect, it } from 'vitest';
import { lenient } from './lenient';

const shape = z.object({
  name: lenient(z.string(), ''),
  seen: lenient(z.nullish(z.number()), null),
  items: lenient(z.array(z.unknown()), []),
});

it.each([
  [{}, { name: '', seen: null, items: [] }],
  [
    { name: 5, seen: 'x', items: {} },
    { name: '', seen: null, items: [] },
  ],
  [
    { name: 'a', seen: 3, items: [1] },
    { name: 'a', seen: 3, items: [1] },
  ],
])('reads %j forgivingly', (input, output) => {
  expect(shape.parse(input)).toEqual(output);
});

it('leaves an allowed nothing as it is', () => {
  expect(shape.parse({ seen: null }).seen).toBeNull();
});
