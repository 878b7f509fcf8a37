import type { AttachmentView } from '@chat/core';
import { useAttachmentUrl } from '../../hooks/use-attachment-url';
import { useFormats, useLabels } from '../../hooks/use-chat-settings';
import { Icon } from '../icons/icon';

export interface FileRowProps {
  readonly attachment: AttachmentView;
  /** Tab reaches it; inside a message the message's own keys do. */
  readonly reachable?: boolean | undefined;
}

/** A file by name, type and size; the whole row downloads it. */
export function FileRow({ attachment, reachable = false }: FileRowProps) {
  const labels = useLabels().attachment;
  const formats = useFormats();
  const url = useAttachmentUrl(attachment);
  const name = attachment.name === '' ? labels.file : attachment.name;
  const facts = [
    typeOf(attachment),
    attachment.size === null ? null : formats.fileSize(attachment.size),
    url === null && attachment.blob === null ? labels.unavailable : null,
  ].filter((fact) => fact !== null);
  const content = (
    <>
      <span className="chat-file-icon">
        <Icon name={attachment.kind === 'audio' ? 'play' : attachment.kind} size={22} />
      </span>
      <span className="chat-file-words">
        <bdi className="chat-file-name">{name}</bdi>
        <span className="chat-file-facts">{facts.join(' · ')}</span>
      </span>
    </>
  );
  if (url === null) return <div className="chat-file">{content}</div>;
  return (
    <a
      className="chat-file"
      href={url}
      download={name}
      target="_blank"
      rel="noopener noreferrer"
      title={labels.download(name)}
      tabIndex={reachable ? 0 : -1}
    >
      {content}
      <span className="chat-file-download">
        <Icon name="download" size={18} />
      </span>
    </a>
  );
}

function typeOf({ name, mimeType }: AttachmentView): string | null {
  const extension = /\.([\p{L}\p{N}]{1,5})$/u.exec(name)?.[1] ?? mimeType?.split('/')[1] ?? null;
  return extension === null || extension.length > 5 ? null : extension.toLocaleUpperCase();
}
