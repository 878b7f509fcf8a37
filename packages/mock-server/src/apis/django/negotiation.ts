/** Whether an Accept header takes JSON, only a page, or neither. */
export function acceptable(header: string | undefined): 'json' | 'html' | undefined {
  const types = (header ?? '*/*').split(',').map((item) => item.split(';')[0]?.trim() ?? '');
  if (types.includes('text/html') && !types.includes('application/json')) return 'html';
  return types.some((type) => ['*/*', 'application/*', 'application/json'].includes(type))
    ? 'json'
    : undefined;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A browser gets to see an answer of JSON as a page. */
export async function asPage(answer: Response, name: string): Promise<Response> {
  if (answer.headers.get('content-type')?.startsWith('application/json') !== true) return answer;
  const body = escaped(await answer.text());
  const page = `<!doctype html>\n<html lang="en"><head><title>${name}</title></head><body><h1>${name}</h1><pre>${body}</pre></body></html>\n`;
  const headers = new Headers(answer.headers);
  headers.set('content-type', 'text/html; charset=utf-8');
  return new Response(page, { status: answer.status, headers });
}
