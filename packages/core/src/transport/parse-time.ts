/** Epoch milliseconds. Browsers promise to read three digits after the second; Django gives six. */
export function parseTime(text: string): number | null {
  const at = Date.parse(text.replace(/(\.\d{3})\d+/, '$1'));
  return Number.isNaN(at) ? null : at;
}
