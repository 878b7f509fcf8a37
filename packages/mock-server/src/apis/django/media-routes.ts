import type { Hono } from 'hono';
import { fileType } from '../../world/file-type';
import type { StoredFile } from '../../world/files';
import type { World } from '../../world/world';
import { html, notFoundPage } from './answers';

function disposition(file: StoredFile, isSafeInline: boolean): string {
  const plain = file.name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(file.name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return `${isSafeInline ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/** The single byte range asked for, if it can be served; players need ranges to seek. */
function rangeOf(header: string | undefined, size: number): { start: number; end: number } | undefined {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === undefined || to === undefined || (from === '' && to === '')) return undefined;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  return start <= end ? { start, end } : undefined;
}

function decodePath(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    // A path that is no text names no file.
    return undefined;
  }
}

/** Serves uploads so that none of them can run as a page of this origin, whatever they contain. */
export function mountMedia(app: Hono, world: World): void {
  app.get('/media/*', async ({ req }) => {
    const path = decodePath(new URL(req.url).pathname.slice('/media/'.length));
    const file = path === undefined ? undefined : await world.files.find(path);
    if (file === undefined) return html(404, notFoundPage);
    const { isSafeInline } = fileType(file.bytes);
    const headers = {
      'content-type': file.mediaType,
      'content-disposition': disposition(file, isSafeInline),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'cross-origin',
      'accept-ranges': 'bytes',
    };
    const range = rangeOf(req.header('range'), file.bytes.length);
    if (range === undefined) return new Response(file.bytes, { headers });
    return new Response(file.bytes.slice(range.start, range.end + 1), {
      status: 206,
      headers: { ...headers, 'content-range': `bytes ${range.start}-${range.end}/${file.bytes.length}` },
    });
  });
}
