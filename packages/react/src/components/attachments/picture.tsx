import type { AttachmentView } from '@chat/core';
import { useState } from 'react';
import { useAttachmentUrl } from '../../hooks/use-attachment-url';
import { useLabels } from '../../hooks/use-chat-settings';
import { safeFileUrl } from '../../lib/safe-url';
import { Icon } from '../icons/icon';
import { pictureBox } from './attachment-box';

export interface PictureProps {
  readonly attachment: AttachmentView;
  readonly onOpen: (() => void) | null;
  /** Set in a grid, where all have the same room. */
  readonly cropped: boolean;
  /** How many more there are behind this one. */
  readonly more?: number | undefined;
  /** Tab reaches it; inside a message the message's own keys do. */
  readonly reachable?: boolean | undefined;
}

/** One picture in its reserved room; opens the lightbox. */
export function Picture({ attachment, onOpen, cropped, more = 0, reachable = false }: PictureProps) {
  const labels = useLabels().attachment;
  const url = useAttachmentUrl(attachment);
  const [failedUrl, setFailedUrl] = useState<string | null>(null);
  const box = pictureBox(attachment.width, attachment.height);
  const shown = safeFileUrl(attachment.thumbnailUrl) ?? url;
  const name = attachment.name === '' ? labels.image : attachment.name;
  const missing = shown === null || shown === failedUrl;
  const label = [
    missing && attachment.blob === null ? `${name}: ${labels.unavailable}` : labels.open(name),
    more > 0 ? labels.moreImages(more) : '',
  ];
  return (
    <button
      type="button"
      className="chat-picture"
      data-cropped={cropped ? '' : undefined}
      style={cropped ? undefined : { inlineSize: box.width, aspectRatio: `${box.width} / ${box.height}` }}
      aria-label={label.filter((part) => part !== '').join(', ')}
      disabled={onOpen === null || url === null}
      tabIndex={reachable ? 0 : -1}
      onClick={onOpen ?? undefined}
    >
      {missing ? (
        <span className="chat-picture-missing">
          <Icon name="image" size={24} />
          {attachment.blob === null ? labels.unavailable : null}
        </span>
      ) : (
        <img
          className="chat-picture-image"
          src={shown}
          alt=""
          loading="lazy"
          decoding="async"
          draggable={false}
          onError={() => setFailedUrl(shown)}
        />
      )}
      {more > 0 ? (
        <span className="chat-picture-more" aria-hidden="true">
          +{more}
        </span>
      ) : null}
    </button>
  );
}
