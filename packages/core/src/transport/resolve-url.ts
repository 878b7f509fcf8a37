/** Absolute address of a file; null for anything that is not http(s). */
export function resolveUrl(url: string | null, baseUrl: string): string | null {
  if (url === null || url === '') return null;
  try {
    const absolute = new URL(url, `${baseUrl}/`);
    return absolute.protocol === 'https:' || absolute.protocol === 'http:' ? absolute.href : null;
  } catch {
    return null;
  }
}
