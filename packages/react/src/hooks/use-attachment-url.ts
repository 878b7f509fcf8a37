import type { AttachmentView } from '@chat/core';
import { useEffect, useState } from 'react';
import { safeFileUrl } from '../lib/safe-url';

/** Where an attachment can be shown from: the server, or this page's memory while it is on its way. */
export function useAttachmentUrl({ url, blob }: Pick<AttachmentView, 'url' | 'blob'>): string | null {
  const [local, setLocal] = useState<{ readonly blob: Blob; readonly url: string } | null>(null);
  useEffect(() => {
    if (blob === null) return undefined;
    const made = URL.createObjectURL(blob);
    setLocal({ blob, url: made });
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  if (blob !== null) return local?.blob === blob ? local.url : null;
  return safeFileUrl(url);
}
