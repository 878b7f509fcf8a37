import { expect, it } from 'vitest';
import { pictureBox } from './attachment-box';

it('keeps the shape of a large picture within the square', () => {
  expect(pictureBox(1600, 1200)).toEqual({ width: 320, height: 240 });
  expect(pictureBox(600, 1200)).toEqual({ width: 160, height: 320 });
});

it('does not enlarge small ones beyond what can be hit', () => {
  expect(pictureBox(200, 150)).toEqual({ width: 200, height: 150 });
  expect(pictureBox(16, 16)).toEqual({ width: 96, height: 96 });
  expect(pictureBox(4000, 10)).toEqual({ width: 320, height: 96 });
});

it('reserves a usual photo where the size is not known', () => {
  expect(pictureBox(null, null)).toEqual({ width: 260, height: 195 });
  expect(pictureBox(0, 100)).toEqual({ width: 260, height: 195 });
});
