import type { AttachmentView } from '@chat/core';
import { useAttachmentUrl } from '../../hooks/use-attachment-url';
import { useLabels } from '../../hooks/use-chat-settings';
import { useOnDemand } from '../../hooks/use-on-demand';
import { safeFileUrl } from '../../lib/safe-url';
import { mayDraw } from '../voice/may-draw';
import { pictureBox } from './attachment-box';
import { FileRow } from './file-row';

const loadVoicePlayer = async () => (await import('../voice/voice-player')).VoicePlayer;

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

/** A sound by its waveform, or with the browser's own controls; nothing is fetched before it is played. */
export function AudioPlayer({ attachment }: { readonly attachment: AttachmentView }) {
  const labels = useLabels().attachment;
  const url = useAttachmentUrl(attachment);
  const { Part: VoicePlayer } = useOnDemand(loadVoicePlayer, mayDraw(attachment.size));
  const name = attachment.name === '' ? labels.audio : attachment.name;
  if (url === null) return <FileRow attachment={attachment} />;
  if (VoicePlayer !== null && mayDraw(attachment.size))
    return <VoicePlayer url={url} blob={attachment.blob} name={name} tabIndex={-1} />;
  return <audio className="chat-audio" src={url} controls preload="none" tabIndex={-1} aria-label={name} />;
}
