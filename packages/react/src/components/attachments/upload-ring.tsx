import { useFormats, useLabels } from '../../hooks/use-chat-settings';
import { Icon } from '../icons/icon';

export interface UploadRingProps {
  /** 0–1. */
  readonly progress: number;
  readonly onCancel: () => void;
}

const radius = 16;
const length = 2 * Math.PI * radius;

/** How far an upload got; a press cancels it. */
export function UploadRing({ progress, onCancel }: UploadRingProps) {
  const labels = useLabels().attachment;
  const formats = useFormats();
  return (
    <button
      type="button"
      className="chat-upload"
      aria-label={labels.cancelUpload}
      title={labels.cancelUpload}
      onClick={onCancel}
    >
      <svg
        className="chat-upload-ring"
        viewBox="0 0 40 40"
        role="progressbar"
        aria-label={labels.uploading(formats.percent(progress))}
        aria-valuenow={Math.round(progress * 100)}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <circle className="chat-upload-track" cx="20" cy="20" r={radius} />
        <circle
          className="chat-upload-value"
          cx="20"
          cy="20"
          r={radius}
          strokeDasharray={length}
          strokeDashoffset={length * (1 - Math.max(0.03, progress))}
        />
      </svg>
      <Icon name="close" size={16} />
    </button>
  );
}
