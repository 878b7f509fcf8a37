import type { AttachmentView } from '@chat/core';
import { useMemo, useSyncExternalStore } from 'react';
import { safeFileUrl } from '../lib/safe-url';

/** Where an attachment can be shown from: the server, or this page's memory while it is on its way. */
export function useAttachmentUrl({ url, blob }: Pick<AttachmentView, 'url' | 'blob'>): string | null {
  const local = useMemo(() => localUrl(blob), [blob]);
  const shown = useSyncExternalStore(local.subscribe, local.read, local.read);
  return blob === null ? safeFileUrl(url) : shown;
}

// The address lives exactly as long as somebody shows it.
function localUrl(blob: Blob | null) {
  let url: string | null = null;
  return {
    read: () => url,
    subscribe(listener: () => void) {
      if (blob === null) return () => undefined;
      url = URL.createObjectURL(blob);
      listener();
      return () => {
        if (url !== null) URL.revokeObjectURL(url);
        url = null;
      };
    },
  };
}
