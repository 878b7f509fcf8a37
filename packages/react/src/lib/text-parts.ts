import { LinkifyIt } from 'linkify-it';
import { safeLinkUrl } from './safe-url';

/** A piece of a message's text: plain, or a link that may be followed. */
export type TextPart =
  | { readonly kind: 'plain'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly url: string };

const finder = createFinder();

function createFinder(): LinkifyIt {
  const made = new LinkifyIt({ fuzzyLink: true });
  made.add('ftp:', null);
  made.add('//', null);
  made.add('tel:', {
    validate: (text, position) => /^\+?[\d() .-]{3,24}/.exec(text.slice(position))?.[0].trimEnd().length ?? 0,
  });
  return made;
}

/** Cuts text at its links; what does not lead to an allowed scheme stays plain. */
export function textParts(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of finder.match(text) ?? []) {
    const url = safeLinkUrl(match.url);
    if (url === null) continue;
    if (match.index > from) parts.push({ kind: 'plain', text: text.slice(from, match.index) });
    parts.push({ kind: 'link', text: match.raw, url });
    from = match.lastIndex;
  }
  if (from < text.length) parts.push({ kind: 'plain', text: text.slice(from) });
  return parts;
}
