const longest = 16;
const keyOf = (owner: string) => `chat-recent-emoji/${owner}`;

/** What one person chose last in this browser, newest first. Empty where the browser keeps nothing. */
export function readRecentEmoji(owner: string): readonly string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keyOf(owner)) ?? '[]');
    return Array.isArray(stored) ? stored.filter((item) => typeof item === 'string').slice(0, longest) : [];
  } catch {
    // A blocked or damaged storage costs only this convenience.
    return [];
  }
}

export function rememberEmoji(owner: string, emoji: string): void {
  const recent = [emoji, ...readRecentEmoji(owner).filter((other) => other !== emoji)].slice(0, longest);
  try {
    localStorage.setItem(keyOf(owner), JSON.stringify(recent));
  } catch {
    // As above: full or forbidden storage is no reason to fail a click.
  }
}
