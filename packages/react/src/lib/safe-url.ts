const filesFrom = new Set(['http:', 'https:', 'blob:']);
const linksTo = new Set(['http:', 'https:', 'mailto:', 'tel:']);

function schemeOf(url: string): string | null {
  try {
    return new URL(url).protocol;
  } catch {
    return null;
  }
}

/** The address of a file if it may be loaded or downloaded, else null. */
export function safeFileUrl(url: string | null): string | null {
  const scheme = url === null ? null : schemeOf(url);
  return scheme !== null && filesFrom.has(scheme) ? url : null;
}

/** The target of a link if it may be followed, else null. */
export function safeLinkUrl(url: string): string | null {
  const scheme = schemeOf(url);
  return scheme !== null && linksTo.has(scheme) ? url : null;
}
