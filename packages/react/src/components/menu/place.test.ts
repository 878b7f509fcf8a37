import { expect, it } from 'vitest';
import { placeBeside } from './place';

const screen = { width: 400, height: 600 };
const anchor = { left: 100, right: 140, top: 100, bottom: 130 };

it('stands below the anchor at the wanted edge', () => {
  expect(placeBeside(anchor, { width: 200, height: 100 }, screen, 'left')).toEqual({ left: 100, top: 136 });
  expect(placeBeside(anchor, { width: 90, height: 100 }, screen, 'right')).toEqual({ left: 50, top: 136 });
});

it('goes above where there is no room below', () => {
  const low = { ...anchor, top: 500, bottom: 530 };
  expect(placeBeside(low, { width: 200, height: 200 }, screen, 'left').top).toBe(294);
});

it('stays on the screen', () => {
  const corner = { left: 380, right: 400, top: 300, bottom: 320 };
  expect(placeBeside(corner, { width: 200, height: 500 }, screen, 'left')).toEqual({ left: 192, top: 92 });
  expect(placeBeside({ ...corner, right: 20 }, { width: 200, height: 50 }, screen, 'right').left).toBe(8);
});
