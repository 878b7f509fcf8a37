import { describe, expect, it } from 'vitest';
import { textParts } from './text-parts';

const links = (text: string) => textParts(text).filter((part) => part.kind === 'link');
const whole = (text: string) =>
  textParts(text)
    .map((part) => part.text)
    .join('');

describe('textParts', () => {
  it('finds web addresses, mail and telephone links', () => {
    expect(links('see https://a.example/x?y=1, example.com or mail me@a.example or tel:+49 30 123')).toEqual([
      { kind: 'link', text: 'https://a.example/x?y=1', url: 'https://a.example/x?y=1' },
      { kind: 'link', text: 'example.com', url: 'http://example.com' },
      { kind: 'link', text: 'me@a.example', url: 'mailto:me@a.example' },
      { kind: 'link', text: 'tel:+49 30 123', url: 'tel:+49 30 123' },
    ]);
  });

  it('leaves every other scheme as text', () => {
    for (const text of [
      'javascript:alert(1)',
      'data:text/html,<b>',
      'ftp://a.example',
      'file:///x',
      'vbscript:x',
    ]) {
      expect(links(text).filter((part) => !part.url.startsWith('http://'))).toEqual([]);
    }
    expect(links('javascript:alert(1)')).toEqual([]);
  });

  it('loses no character', () => {
    for (const text of [
      '',
      ' ',
      'a https://b.example c',
      'https://b.example',
      '\n<img src=x onerror=alert(1)>\n',
    ]) {
      expect(whole(text)).toBe(text);
    }
  });
});
