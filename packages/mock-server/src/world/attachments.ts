import type { Store } from '../store/open-store';
import type { WorldClock } from './clock';
import type { createFiles } from './files';
import type { Upload } from './types';

export function createAttachments(store: Store, clock: WorldClock, files: ReturnType<typeof createFiles>) {
  return {
    async add(messageId: number, upload: Upload): Promise<void> {
      const path = await files.add('message_attachments', upload.name, upload.bytes);
      await store
        .insertInto('attachments')
        .values({
          message_id: messageId,
          kind: upload.kind,
          file_path: path,
          name: upload.name,
          size: upload.bytes.length,
          uploaded_at: clock.now(),
        })
        .execute();
    },
  };
}
