import { useState } from 'react';
import { useAttachmentUrl } from '../../hooks/use-attachment-url';
import { useFormats, useLabels } from '../../hooks/use-chat-settings';
import { IconButton } from '../button/button';
import { Icon } from '../icons/icon';
import { usePlayback } from './use-playback';
import { useSound } from './use-sound';

export interface VoicePlayerProps {
  readonly url: string;
  /** What `url` leads to, where this page has it. */
  readonly blob: Blob | null;
  readonly name: string;
  readonly tabIndex?: number | undefined;
}

/** Plays a sound by its waveform. Nothing is fetched before it is played; what cannot be read plays as browsers do it. */
export function VoicePlayer({ url, blob, name, tabIndex }: VoicePlayerProps) {
  const labels = useLabels().voice;
  const formats = useFormats();
  const [asked, setAsked] = useState(false);
  const state = useSound(url, blob, asked || blob !== null);
  const local = useAttachmentUrl({ url: null, blob: state.name === 'read' ? state.blob : null });
  const seconds = state.name === 'read' ? state.sound.seconds : null;
  const { audio, element, playing, position, toggle, seek } = usePlayback(seconds, asked);

  if (state.name === 'failed') {
    return (
      <audio
        ref={asked ? takeLostFocus : undefined}
        className="chat-audio"
        src={url}
        controls
        autoPlay={asked}
        preload={asked ? 'auto' : 'none'}
        tabIndex={tabIndex}
        aria-label={name}
      />
    );
  }
  const isReading = state.name === 'reading' && asked;
  const peaks = state.name === 'read' ? state.sound.peaks : flat;
  const step = (seconds ?? 0) < 30 ? 1 : 5;
  const share = seconds === null ? 0 : position / seconds;
  return (
    // Time runs from left to right wherever it is played.
    <div className="chat-voice" role="group" aria-label={name} dir="ltr">
      {state.name === 'read' && local !== null ? (
        <audio className="chat-voice-sound" ref={audio} src={local} preload="auto" {...element} />
      ) : null}
      <IconButton
        label={playing ? labels.pause : labels.play}
        icon={<Icon name={playing ? 'pause' : 'play'} />}
        aria-busy={isReading}
        tabIndex={tabIndex}
        onClick={() => (seconds === null ? setAsked(true) : toggle())}
      />
      <span className="chat-voice-track">
        <span className="chat-voice-wave" data-reading={isReading ? '' : undefined} aria-hidden="true">
          {peaks.map((peak, index) => (
            <span
              // A sound's stretches never move.
              key={index}
              className="chat-voice-bar"
              data-played={index < share * peaks.length ? '' : undefined}
              style={{ blockSize: `${Math.round(10 + peak * 90)}%` }}
            />
          ))}
        </span>
        <input
          className="chat-voice-seek"
          type="range"
          min={0}
          max={seconds ?? 0}
          step="any"
          value={position}
          disabled={seconds === null}
          tabIndex={tabIndex}
          aria-label={labels.seek}
          aria-valuetext={labels.position(formats.duration(position), formats.duration(seconds ?? 0))}
          onChange={(event) => seek(Number(event.target.value))}
          onKeyDown={(event) => {
            const next = seconds === null ? null : seekBy(event.key, position, seconds, step);
            if (next === null) return;
            event.preventDefault();
            seek(next);
          }}
        />
      </span>
      <span className="chat-voice-time" role="timer" aria-label={labels.time}>
        {seconds === null ? '–:––' : formats.duration(playing || position > 0 ? position : seconds)}
      </span>
    </div>
  );
}

/** The button that was pressed has gone; the focus does not go with it. */
function takeLostFocus(element: HTMLElement | null): void {
  if (document.activeElement === document.body) element?.focus();
}

const flat: readonly number[] = Array.from({ length: 48 }, () => 0);

function seekBy(key: string, position: number, seconds: number, step: number): number | null {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return Math.min(seconds, position + step);
    case 'ArrowLeft':
    case 'ArrowDown':
      return Math.max(0, position - step);
    case 'PageUp':
      return Math.min(seconds, position + seconds / 10);
    case 'PageDown':
      return Math.max(0, position - seconds / 10);
    case 'Home':
      return 0;
    case 'End':
      return seconds;
    default:
      return null;
  }
}
