import { useAttachmentUrl } from '../../hooks/use-attachment-url';
import { useFormats, useLabels } from '../../hooks/use-chat-settings';
import { Icon } from '../icons/icon';
import type { ChosenFile } from './use-files';

export interface InputFilesProps {
  readonly files: readonly ChosenFile[];
  readonly onRemove: (id: number) => void;
}

/** What will be sent with the message. */
export function InputFiles({ files, onRemove }: InputFilesProps) {
  const labels = useLabels().messageInput;
  if (files.length === 0) return null;
  return (
    <ul className="chat-input-files" aria-label={labels.files}>
      {files.map(({ id, file }) => (
        <li key={id} className="chat-input-file">
          {isPicture(file) ? <PicturePreview file={file} /> : <FilePreview file={file} />}
          <button
            type="button"
            className="chat-input-file-remove"
            aria-label={labels.removeFile(file.name)}
            title={labels.removeFile(file.name)}
            onClick={() => onRemove(id)}
          >
            <Icon name="close" size={14} />
          </button>
        </li>
      ))}
    </ul>
  );
}

// SVG can carry script; it is listed by its name.
const isPicture = (file: File) => /^image\/(?!svg)/.test(file.type);

function PicturePreview({ file }: { readonly file: File }) {
  const url = useAttachmentUrl({ url: null, blob: file });
  return url === null ? (
    <span className="chat-input-picture chat-skeleton" />
  ) : (
    <img className="chat-input-picture" src={url} alt={file.name} title={file.name} />
  );
}

function FilePreview({ file }: { readonly file: File }) {
  const formats = useFormats();
  return (
    <span className="chat-input-document" title={file.name}>
      <Icon name="file" size={20} />
      <span className="chat-input-document-words">
        <bdi className="chat-input-document-name">{file.name}</bdi>
        <span className="chat-input-document-size">{formats.fileSize(file.size)}</span>
      </span>
    </span>
  );
}
