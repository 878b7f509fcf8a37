// Trims emojibase-data to what the picker shows, so that it can be shipped with the package: node scripts/make-emoji-data.mjs [locale]
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const locale = process.argv[2] ?? 'en';
// Newer emoji are still drawn as boxes on many devices.
const newestVersion = 15.1;
const require = createRequire(import.meta.url);
const emojis = require(`emojibase-data/${locale}/data.json`);
const messages = require(`emojibase-data/${locale}/messages.json`);

const sentenceCase = (text) => text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
const isShown = (emoji) => emoji.group !== undefined && emoji.version <= newestVersion;
const lightOf = (emoji) => emoji.skins?.find((skin) => skin.tone === 1)?.emoji;

const categories = messages.groups
  .filter((group) => group.key !== 'component')
  .sort((left, right) => left.order - right.order)
  .map((group) => ({
    label: sentenceCase(group.message),
    emojis: emojis
      .filter((emoji) => emoji.group === group.order && isShown(emoji))
      .sort((left, right) => left.order - right.order)
      .map((emoji) =>
        [emoji.emoji, emoji.label, (emoji.tags ?? []).join(' '), ...[lightOf(emoji) ?? []].flat()].join('|'),
      ),
  }));
const skinTones = Object.fromEntries(
  messages.skinTones.map((tone) => [tone.key, sentenceCase(tone.message)]),
);

const target = new URL(`../src/components/emoji-picker/emoji-data.${locale}.json`, import.meta.url);
writeFileSync(target, `${JSON.stringify({ locale, skinTones, categories }, null, 1)}\n`);
