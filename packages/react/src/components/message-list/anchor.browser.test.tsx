import type { MessageKey } from '@chat/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anchorShift, captureAnchor, markMessages, readRow, uppermostRow } from './anchor';

describe('the anchor', () => {
  let viewport: HTMLElement;
  let rows: HTMLElement;

  function addRow(key: string, height: number, before: Element | null = null): HTMLElement {
    const row = document.createElement('div');
    row.dataset['key'] = key;
    row.style.height = `${height}px`;
    rows.insertBefore(row, before);
    return row;
  }

  beforeEach(() => {
    viewport = document.createElement('div');
    viewport.style.cssText = 'height: 200px; overflow: auto; overflow-anchor: none';
    rows = document.createElement('div');
    viewport.append(rows);
    document.body.append(viewport);
    for (let index = 0; index < 20; index += 1) addRow(`r${index}`, 50);
    viewport.scrollTop = 320;
  });

  afterEach(() => viewport.remove());

  it('remembers the rows on screen, wholly visible ones first', () => {
    expect(captureAnchor(viewport, viewport, rows).map(({ key, top }) => `${key} ${top}`)).toEqual([
      'r7 30',
      'r8 80',
      'r9 130',
      'r10 180',
      'r6 -20',
    ]);
  });

  it('tells how far rows were pushed by what came in above', () => {
    const anchor = captureAnchor(viewport, viewport, rows);
    addRow('new', 75, rows.firstElementChild);
    expect(anchorShift(anchor, viewport, rows)).toBe(75);
  });

  it('does not mind a row at the upper edge that grows downwards', () => {
    const anchor = captureAnchor(viewport, viewport, rows);
    (rows.children[6] as HTMLElement).style.height = '90px';
    expect(anchorShift(anchor, viewport, rows)).toBe(40);
  });

  it('takes the next row when the first one is deleted', () => {
    const anchor = captureAnchor(viewport, viewport, rows);
    rows.children[7]!.remove();
    expect(anchorShift(anchor, viewport, rows)).toBe(-50);
  });

  it('keeps to the part that is read of a row longer than the screen', () => {
    const long = addRow('long', 0, rows.children[7]!);
    long.style.height = 'auto';
    const [above, read] = [150, 900].map((height) => {
      const part = document.createElement('p');
      part.style.cssText = `height: ${height}px; margin: 0`;
      long.append(part);
      return part;
    });
    viewport.scrollTop = 350 + 150 + 100;
    const anchor = captureAnchor(viewport, viewport, rows);
    expect(anchor.map(({ key, top, mark }) => [key, top, mark === read])).toEqual([['long', -100, true]]);
    above!.style.height = '400px';
    expect(anchorShift(anchor, viewport, rows)).toBe(250);
  });

  describe('of rows with separators above their messages', () => {
    function addPart(row: Element, className: string, height: number): HTMLElement {
      const part = document.createElement('div');
      part.className = className;
      part.style.height = `${height}px`;
      row.append(part);
      return part;
    }

    /** A row on screen with a day of 30 px and an author's name of 20 px above its message. */
    function separated(): { row: HTMLElement; day: HTMLElement; author: HTMLElement } {
      const row = addRow('separated', 150, rows.children[7]!);
      row.style.height = 'auto';
      const day = addPart(row, 'chat-day', 30);
      const body = addPart(row, 'chat-message-body', 0);
      body.style.height = 'auto';
      const author = addPart(body, 'chat-message-author', 20);
      addPart(body, 'bubble', 80);
      return { row, day, author };
    }

    it('stays with the message when they go', () => {
      const { day, author } = separated();
      const anchor = captureAnchor(viewport, viewport, rows);
      expect(anchor[0]).toEqual({ key: 'separated', top: 80, mark: 'message' });
      day.remove();
      expect(anchorShift(anchor, viewport, rows)).toBe(-30);
      author.remove();
      expect(anchorShift(anchor, viewport, rows)).toBe(-50);
    });

    it('counts a row whose separators alone are cut by the upper edge as one that begins on screen', () => {
      separated();
      viewport.scrollTop = 390;
      expect(captureAnchor(viewport, viewport, rows)[0]).toMatchObject({ key: 'separated', top: 10 });
    });

    it('begins with the side of a gap on screen that somebody comes from', () => {
      const { row, day } = separated();
      day.className = 'chat-gap';
      addPart(row.previousElementSibling!, 'chat-message-body', 50);
      const firstOf = (reading: 'up' | 'down') => captureAnchor(viewport, viewport, rows, reading)[0];
      viewport.scrollTop = 330;
      expect(firstOf('down')).toEqual({ key: 'r6', top: -30, mark: 'message' });
      expect(firstOf('up')).toMatchObject({ key: 'separated', top: 70 });
      viewport.scrollTop = 270;
      expect(firstOf('down')).toMatchObject({ key: 'r6', top: 30 });
      expect(firstOf('up')).toMatchObject({ key: 'separated', top: 130 });
      // Whoever has passed it reads what follows.
      viewport.scrollTop = 385;
      expect(firstOf('down')).toMatchObject({ key: 'separated', top: 15 });
    });

    it('is told by the row where somebody goes to it or comes back to it', () => {
      separated();
      const key = 'separated' as MessageKey;
      expect(readRow(viewport, rows)).toEqual({ key, top: 30 });
      const asked = [{ key, top: 72 }];
      expect(anchorShift(asked, viewport, rows)).toBe(-42);
      expect(markMessages(asked, rows)).toEqual([{ key, top: 122, mark: 'message' }]);
    });
  });

  it('stays in its frame when something comes in above the viewport', () => {
    const frame = document.createElement('div');
    viewport.replaceWith(frame);
    frame.append(viewport);
    viewport.scrollTop = 320;
    const anchor = captureAnchor(frame, viewport, rows);
    const banner = document.createElement('div');
    banner.style.height = '36px';
    frame.prepend(banner);
    expect(anchorShift(anchor, frame, rows)).toBe(36);
    frame.remove();
  });

  it('knows the uppermost row', () => {
    expect(uppermostRow(viewport, rows)).toBe('r6');
    rows.replaceChildren();
    expect(uppermostRow(viewport, rows)).toBeNull();
  });

  it('says nothing when none of the rows is left', () => {
    const anchor = captureAnchor(viewport, viewport, rows);
    rows.replaceChildren();
    addRow('other', 500);
    expect(anchorShift(anchor, viewport, rows)).toBeNull();
  });
});
