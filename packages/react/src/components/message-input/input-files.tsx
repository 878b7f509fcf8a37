import { useAttachmentUrl } from '../../hooks/use-attachment-url';
import { useFormats, useLabels } from '../../hooks/use-chat-settings';
import { useOnDemand } from '../../hooks/use-on-demand';
import { Icon } from '../icons/icon';
import { mayDraw } from '../voice/may-draw';
import type { ChosenFile } from './use-files';

const loadVoicePlayer = async () => (await import('../voice/voice-player')).VoicePlayer;

export interface InputFilesProps {
  readonly files: readonly ChosenFile[];
  readonly onRemove: (id: number) => void;
  /** The last of them was removed, and with it what had the focus. */
  readonly onEmpty: () => void;
}

/** What will be sent with the message. */
export function InputFiles({ files, onRemove, onEmpty }: InputFilesProps) {
  const labels = useLabels().messageInput;
  if (files.length === 0) return null;
  return (
    <ul className="chat-input-files" aria-label={labels.files}>
      {files.map(({ id, file }) => (
        <li key={id} className="chat-input-file">
          <Preview file={file} />
          <button
            type="button"
            className="chat-input-file-remove"
            aria-label={labels.removeFile(file.name)}
            title={labels.removeFile(file.name)}
            onClick={({ currentTarget }) => {
              const item = currentTarget.parentElement;
              const neighbour = item?.nextElementSibling ?? item?.previousElementSibling;
              onRemove(id);
              if (neighbour == null) onEmpty();
              else neighbour.querySelector<HTMLElement>('.chat-input-file-remove')?.focus();
            }}
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

function Preview({ file }: { readonly file: File }) {
  if (isPicture(file)) return <PicturePreview file={file} />;
  return file.type.startsWith('audio/') && mayDraw(file.size) ? (
    <SoundPreview file={file} />
  ) : (
    <FilePreview file={file} />
  );
}

function PicturePreview({ file }: { readonly file: File }) {
  const url = useAttachmentUrl({ url: null, blob: file });
  return url === null ? (
    <span className="chat-input-picture chat-skeleton" />
  ) : (
    <img className="chat-input-picture" src={url} alt={file.name} title={file.name} />
  );
}

function SoundPreview({ file }: { readonly file: File }) {
  const url = useAttachmentUrl({ url: null, blob: file });
  const { Part: VoicePlayer } = useOnDemand(loadVoicePlayer, true);
  if (url === null || VoicePlayer === null) return <FilePreview file={file} />;
  return <VoicePlayer url={url} blob={file} name={file.name} />;
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
