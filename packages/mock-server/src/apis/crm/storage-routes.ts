import type { Hono } from 'hono';
import { mountMedia } from '../django/media-routes';
import { invalid, json } from './answers';
import { type Parts, answering } from './endpoint';

const limitBytes = 25 * 1024 * 1024;

/**
 * Stands in for the storage a host would have of its own: the CRM keeps only where files are. It knows nobody, and
 * answers with what an attachment tells.
 */
export function mountStorage(app: Hono, parts: Parts): void {
  const { world, mountPath } = parts;
  app.post('/media/', ({ req }) =>
    answering(parts, async () => {
      const form = await req.raw.formData().catch(() => new FormData());
      const file = form.get('file');
      if (!(file instanceof File)) throw invalid({ file: ['No file was submitted.'] });
      if (file.size === 0) throw invalid({ file: ['The submitted file is empty.'] });
      if (file.size > limitBytes) throw invalid({ file: ['The submitted file is too large.'] });
      const path = await world.files.add('crm', file.name, new Uint8Array(await file.arrayBuffer()));
      const url = `${new URL(req.url).origin}${mountPath}/media/${encodeURI(path)}`;
      return json(201, { url, name: file.name, type: file.type, size: file.size });
    }),
  );
  mountMedia(app, world);
}
