import { describe, expect, it } from 'vitest';
import packed from './emoji-data.en.json';
import { unpackEmojiData } from './emoji-data';

describe('the shipped emoji', () => {
  const data = unpackEmojiData(packed);

  it('has every category, and nothing without a name', () => {
    expect(data.categories.map(({ label }) => label)).toContain('Food & drink');
    expect(data.categories).toHaveLength(9);
    expect(data.emojis.length).toBeGreaterThan(1800);
    expect(data.emojis.filter(({ emoji, label }) => emoji === '' || label === '')).toEqual([]);
  });

  it('derives all skin tones from one', () => {
    const wave = data.emojis.find(({ emoji }) => emoji === '👋');
    expect(wave?.skins).toEqual({
      light: '👋🏻',
      'medium-light': '👋🏼',
      medium: '👋🏽',
      'medium-dark': '👋🏾',
      dark: '👋🏿',
    });
    expect(data.emojis.find(({ emoji }) => emoji === '🔥')?.skins).toBeUndefined();
  });

  it('can be searched by word', () => {
    const found = data.emojis.filter(({ tags }) => tags.includes('coffee'));
    expect(found.map(({ emoji }) => emoji)).toContain('☕️');
  });
});
