/** Letters alone count: neither case nor accents. */
export function foldText(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Every word of the question must begin a word of the candidate, whatever its case and accents. */
export function wordMatcher(question: string): (candidate: string) => boolean {
  const words = plain(question)
    .split(/\s+/)
    .filter((word) => word !== '');
  return (candidate) => {
    if (words.length === 0) return true;
    const folded = ` ${plain(candidate)}`;
    return words.every((word) => folded.includes(` ${word}`));
  };
}

function plain(text: string): string {
  return foldText(text).replace(/[^\p{L}\p{N}\s]+/gu, ' ');
}
