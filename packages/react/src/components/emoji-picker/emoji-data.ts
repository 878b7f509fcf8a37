import type { EmojiData } from 'frimousse';

/** The shipped form: each emoji is `emoji|label|tags`, and `|light skin` where it has skin tones. */
export interface PackedEmojiData {
  readonly locale: string;
  readonly skinTones: EmojiData['skinTones'];
  readonly categories: readonly { readonly label: string; readonly emojis: readonly string[] }[];
}

const tones = { light: '🏻', 'medium-light': '🏼', medium: '🏽', 'medium-dark': '🏾', dark: '🏿' } as const;

function skinsOf(light: string) {
  const withTone = (tone: keyof typeof tones) => light.replaceAll(tones.light, tones[tone]);
  return {
    light,
    'medium-light': withTone('medium-light'),
    medium: withTone('medium'),
    'medium-dark': withTone('medium-dark'),
    dark: withTone('dark'),
  };
}

function unpackEmoji(line: string, category: number): EmojiData['emojis'][number] {
  const [emoji = '', label = '', tags = '', light] = line.split('|');
  return {
    emoji,
    category,
    label: label.charAt(0).toUpperCase() + label.slice(1),
    version: 0,
    tags: tags.split(' '),
    ...(light === undefined ? {} : { skins: skinsOf(light) }),
  };
}

/** The shipped emoji in the form the picker's list wants. */
export function unpackEmojiData(packed: PackedEmojiData): EmojiData {
  return {
    locale: packed.locale,
    skinTones: packed.skinTones,
    categories: packed.categories.map(({ label }, index) => ({ index, label })),
    emojis: packed.categories.flatMap(({ emojis }, category) =>
      emojis.map((line) => unpackEmoji(line, category)),
    ),
  };
}
