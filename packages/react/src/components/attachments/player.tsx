import type { AttachmentView } from '@chat/core';
import { useAttachmentUrl } from '../../hooks/use-attachment-url';
import { useLabels } from '../../hooks/use-chat-settings';
import { safeFileUrl } from '../../lib/safe-url';
import { pictureBox } from './attachment-box';
import { FileRow } from './file-row';

/** A video in its reserved room, with the browser's own controls. */
export function VideoPlayer({ attachment }: { readonly attachment: AttachmentView }) {
  const labels = useLabels().attachment;
  const url = useAttachmentUrl(attachment);
  const box = pictureBox(attachment.width ?? 480, attachment.height ?? 270);
  if (url === null) return <FileRow attachment={attachment} />;
  return (
    <video
      className="chat-video"
      style={{ inlineSize: box.width, aspectRatio: `${box.width} / ${box.height}` }}
      src={url}
      poster={safeFileUrl(attachment.thumbnailUrl) ?? undefined}
      controls
      playsInline
      preload="metadata"
      tabIndex={-1}
      aria-label={attachment.name === '' ? labels.video : attachment.name}
    />
  );
}

/** A sound with the browser's own controls; nothing is fetched before it is played. */
export function AudioPlayer({ attachment }: { readonly attachment: AttachmentView }) {
  const labels = useLabels().attachment;
  const url = useAttachmentUrl(attachment);
  if (url === null) return <FileRow attachment={attachment} />;
  return (
    <audio
      className="chat-audio"
      src={url}
      controls
      preload="none"
      tabIndex={-1}
      aria-label={attachment.name === '' ? labels.audio : attachment.name}
    />
  );
}
