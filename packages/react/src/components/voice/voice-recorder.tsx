import type { Limits } from '@chat/core';
import { useEffect, useRef, useState } from 'react';
import { useAnnounce, useFormats, useLabels } from '../../hooks/use-chat-settings';
import { Button, IconButton } from '../button/button';
import { Icon } from '../icons/icon';
import type { Recorder, Recording } from './recorder';
import { mostSeconds } from './recording-format';
import { useRecorder } from './use-recorder';

export interface VoiceRecorderProps {
  readonly limits: Limits;
  /** With what was recorded, as a file; null where it was given up. */
  readonly onDone: (file: File | null) => void;
}

/** Stands in place of the text while a voice message is recorded. */
export function VoiceRecorder({ limits, onDone }: VoiceRecorderProps) {
  const all = useLabels();
  const labels = all.voice;
  const formats = useFormats();
  const announce = useAnnounce();
  const bar = useRef<HTMLDivElement>(null);
  const end = (recording: Recording | null) => {
    announce(recording === null ? labels.nothingRecorded : labels.recorded);
    onDone(recording === null ? null : fileOf(recording, labels.fileName(formats.time(Date.now()))));
  };
  const { state, retry } = useRecorder(limits, end);
  const isRecording = state.name === 'recording';
  useEffect(() => {
    if (isRecording) announce(labels.recording);
    // What was pressed has gone with its state.
    bar.current?.querySelector<HTMLElement>('[data-next]')?.focus();
  }, [announce, isRecording, labels.recording, state.name]);
  const giveUp = () => {
    if (isRecording) announce(labels.discarded);
    onDone(null);
  };
  return (
    <div
      ref={bar}
      className="chat-voice-recorder"
      role="group"
      aria-label={labels.title}
      data-state={state.name}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        // A slip of a finger must not cost what was said.
        if (state.name === 'recording') state.recorder.stop();
        else giveUp();
      }}
    >
      <IconButton
        label={isRecording ? labels.discard : all.common.cancel}
        icon={<Icon name={isRecording ? 'trash' : 'close'} />}
        onClick={giveUp}
        {...(state.name === 'asking' ? { 'data-next': '' } : {})}
      />
      {state.name === 'asking' ? (
        <span className="chat-voice-words" role="status">
          {labels.asking}
        </span>
      ) : null}
      {state.name === 'failed' ? (
        <>
          <span className="chat-voice-words" role="alert">
            {labels.problem[state.problem]}
          </span>
          <Button onClick={retry} data-next="">
            {all.common.retry}
          </Button>
        </>
      ) : null}
      {state.name === 'recording' ? (
        <>
          <Running recorder={state.recorder} most={mostSeconds(limits)} />
          <IconButton
            variant="primary"
            label={labels.stop}
            icon={<Icon name="stop" />}
            onClick={() => state.recorder.stop()}
            data-next=""
          />
        </>
      ) : null}
    </div>
  );
}

const shownLevels = 32;
const tellWithin = 60;

/** The time that has passed and how loud it was. */
function Running({ recorder, most }: { readonly recorder: Recorder; readonly most: number }) {
  const labels = useLabels().voice;
  const formats = useFormats();
  const [{ seconds, levels }, setShown] = useState({ seconds: 0, levels: noLevels });
  useEffect(() => {
    const timer = setInterval(
      () =>
        setShown((known) => ({
          seconds: recorder.seconds(),
          levels: [...known.levels.slice(1), recorder.level()],
        })),
      100,
    );
    return () => clearInterval(timer);
  }, [recorder]);
  const left = most - seconds;
  return (
    <>
      <span className="chat-voice-dot" />
      <span className="chat-voice-time" role="timer" aria-label={labels.time}>
        {formats.duration(Math.floor(seconds))}
      </span>
      <span className="chat-voice-levels" aria-hidden="true">
        {levels.map((level, index) => (
          <span
            // Each stands in its place; only its height changes.
            key={index}
            className="chat-voice-level"
            style={{ blockSize: `${Math.round(12 + level * 88)}%` }}
          />
        ))}
      </span>
      {left < tellWithin ? (
        <span className="chat-voice-left">{labels.left(formats.duration(Math.ceil(left)))}</span>
      ) : null}
    </>
  );
}

const noLevels: readonly number[] = Array.from({ length: shownLevels }, () => 0);

function fileOf({ blob, extension }: Recording, name: string): File {
  // Colons and the like are no part of a file's name everywhere.
  const safe = name.replace(/[\\/:*?"<>|\p{Cc}]+/gu, '.');
  return new File([blob], `${safe}${extension}`, { type: blob.type });
}
