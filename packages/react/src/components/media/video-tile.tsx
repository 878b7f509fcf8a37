import type { AttachmentView } from '@chat/core';
import { useAttachmentUrl } from '../../hooks/use-attachment-url';
import { useLabels } from '../../hooks/use-chat-settings';
import { safeFileUrl } from '../../lib/safe-url';
import { FileRow } from '../attachments/file-row';

/** A video with the browser's own controls; only its first frame is fetched before it is played. */
export function VideoTile({ attachment }: { readonly attachment: AttachmentView }) {
  const labels = useLabels().attachment;
  const url = useAttachmentUrl(attachment);
  if (url === null) return <FileRow attachment={attachment} reachable />;
  return (
    <video
      className="chat-media-video"
      src={url}
      poster={safeFileUrl(attachment.thumbnailUrl) ?? undefined}
      controls
      playsInline
      preload="metadata"
      aria-label={attachment.name === '' ? labels.video : attachment.name}
    />
  );
}
