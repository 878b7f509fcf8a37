import type { AttachmentView } from '@chat/core';
import * as Dialog from '@radix-ui/react-dialog';
import { useState } from 'react';
import { useAttachmentUrl } from '../../hooks/use-attachment-url';
import { useLabels, usePortalContainer } from '../../hooks/use-chat-settings';
import { IconButton } from '../button/button';
import { Icon } from '../icons/icon';

export interface LightboxProps {
  readonly pictures: readonly AttachmentView[];
  readonly start: number;
  readonly onClose: () => void;
}

/** Pictures as large as the screen allows; arrows go from one to the next. */
export function Lightbox({ pictures, start, onClose }: LightboxProps) {
  const labels = useLabels();
  const container = usePortalContainer();
  // By its id: pictures may come in before it while it is shown.
  const [shown, setShown] = useState(pictures[start]?.id);
  const index = Math.max(
    0,
    pictures.findIndex(({ id }) => id === shown),
  );
  const picture = pictures[index];
  if (container === null || picture === undefined) return null;
  const go = (step: number) => setShown(pictures[(index + step + pictures.length) % pictures.length]?.id);
  const rtl = () => getComputedStyle(container).direction === 'rtl';
  return (
    <Dialog.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Dialog.Portal container={container}>
        <Dialog.Overlay className="chat-lightbox-overlay" />
        <Dialog.Content
          className="chat-lightbox"
          aria-describedby={undefined}
          onKeyDown={(event) => {
            if (event.key === 'ArrowRight') go(rtl() ? -1 : 1);
            if (event.key === 'ArrowLeft') go(rtl() ? 1 : -1);
          }}
          onClick={(event) => {
            if (event.target === event.currentTarget) onClose();
          }}
        >
          <div className="chat-lightbox-bar">
            <Dialog.Title className="chat-lightbox-title">
              <bdi className="chat-part">{picture.name === '' ? labels.attachment.image : picture.name}</bdi>
              {pictures.length > 1 ? (
                <span className="chat-lightbox-position">
                  {labels.attachment.position(index + 1, pictures.length)}
                </span>
              ) : null}
            </Dialog.Title>
            <DownloadLink attachment={picture} />
            <Dialog.Close asChild>
              <IconButton label={labels.common.close} icon={<Icon name="close" />} />
            </Dialog.Close>
          </div>
          <LargePicture key={picture.id} attachment={picture} />
          {pictures.length > 1 ? (
            <>
              <IconButton
                className="chat-lightbox-step"
                data-step="previous"
                label={labels.attachment.previous}
                icon={<Icon name="back" size={24} />}
                onClick={() => go(-1)}
              />
              <IconButton
                className="chat-lightbox-step"
                data-step="next"
                label={labels.attachment.next}
                icon={<Icon name="back" size={24} />}
                onClick={() => go(1)}
              />
            </>
          ) : null}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function LargePicture({ attachment }: { readonly attachment: AttachmentView }) {
  const labels = useLabels().attachment;
  const url = useAttachmentUrl(attachment);
  const [failed, setFailed] = useState(false);
  if (url === null || failed) return <div className="chat-lightbox-missing">{labels.unavailable}</div>;
  return (
    <img
      className="chat-lightbox-image"
      src={url}
      alt={attachment.name === '' ? labels.image : attachment.name}
      onError={() => setFailed(true)}
    />
  );
}

function DownloadLink({ attachment }: { readonly attachment: AttachmentView }) {
  const labels = useLabels().attachment;
  const url = useAttachmentUrl(attachment);
  if (url === null) return null;
  const label = labels.download(attachment.name === '' ? labels.image : attachment.name);
  return (
    <a
      className="chat-icon-button"
      href={url}
      download={attachment.name}
      target="_blank"
      rel="noopener noreferrer"
      aria-label={label}
      title={label}
    >
      <Icon name="download" />
    </a>
  );
}
