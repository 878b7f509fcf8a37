/** One or two letters that stand for a name in any script; `#` for a name without letters. */
export function initialsOf(name: string): string {
  const words = name.normalize('NFC').match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? [];
  const first = firstLetter(words[0]);
  const last = words.length > 1 ? firstLetter(words[words.length - 1]) : '';
  return (first + last).toLocaleUpperCase() || '#';
}

function firstLetter(word: string | undefined): string {
  return word?.match(/^[\p{L}\p{N}]\p{M}*/u)?.[0] ?? '';
}

/** A hue (0–359) that is always the same for the same text. */
export function hueOf(text: string): number {
  let hash = 0;
  for (const character of text) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  // Neighbouring ids, `4` and `5`, shall not look alike.
  return Math.floor(((Math.imul(hash, 0x9e3779b1) >>> 0) / 2 ** 32) * 360);
}
