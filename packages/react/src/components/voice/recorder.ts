import type { Limits } from '@chat/core';
import { acceptedFormats, bitsPerSecond, mostSeconds } from './recording-format';

/** Why nothing can be recorded. */
export type RecorderProblem = 'denied' | 'no-microphone' | 'busy' | 'unsupported';

export interface Recording {
  readonly blob: Blob;
  readonly extension: string;
}

/** A recording that runs. */
export interface Recorder {
  /** How loud it is now, from 0 to 1. */
  level(): number;
  seconds(): number;
  /** Ends it and lets the microphone go; what was recorded is told to `onEnd`. */
  stop(): void;
  /** Ends it and lets the microphone go; nothing is told. */
  cancel(): void;
}

export interface RecorderOptions {
  readonly limits: Pick<Limits, 'attachmentBytes' | 'attachmentExtensions'>;
  /** Aborted: it is no longer wanted, even while the person is still being asked. */
  readonly signal: AbortSignal;
  /** Once: stopped by the person, by the limit or by the end of the microphone; null if nothing was recorded. */
  readonly onEnd: (recording: Recording | null) => void;
}

/** Asks for the microphone and records from it. Resolves to the reason where it cannot, to null once aborted. */
export async function startRecorder({
  limits,
  signal,
  onEnd,
}: RecorderOptions): Promise<Recorder | RecorderProblem | null> {
  // Browsers give no microphone to pages that are not secure.
  const devices = (navigator as { readonly mediaDevices?: MediaDevices }).mediaDevices;
  if (devices === undefined || typeof MediaRecorder === 'undefined') return 'unsupported';
  const format = acceptedFormats(limits).find(({ mimeType }) => MediaRecorder.isTypeSupported(mimeType));
  if (format === undefined) return 'unsupported';
  let stream: MediaStream;
  try {
    stream = await devices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true } });
  } catch (thrown) {
    return signal.aborted ? null : problemOf(thrown);
  }
  const release = () => stream.getTracks().forEach((track) => track.stop());
  if (signal.aborted) {
    release();
    return null;
  }
  try {
    return record(stream, release, format, { limits, signal, onEnd });
  } catch {
    release();
    return 'unsupported';
  }
}

function record(
  stream: MediaStream,
  release: () => void,
  { mimeType, extension }: { readonly mimeType: string; readonly extension: string },
  { limits, signal, onEnd }: RecorderOptions,
): Recorder {
  const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: bitsPerSecond });
  const meter = createMeter(stream);
  const pieces: Blob[] = [];
  const startedAt = performance.now();
  let bytes = 0;
  const stop = () => {
    if (recorder.state !== 'inactive') recorder.stop();
  };
  const limitTimer = setTimeout(stop, mostSeconds(limits) * 1_000);
  recorder.addEventListener('dataavailable', ({ data }) => {
    if (data.size > 0) pieces.push(data);
    bytes += data.size;
    // Rather end than record what cannot be sent.
    if (limits.attachmentBytes !== null && bytes + 2 * data.size > limits.attachmentBytes) stop();
  });
  recorder.addEventListener('stop', () => {
    clearTimeout(limitTimer);
    release();
    meter.close();
    if (signal.aborted) return;
    const type = mimeType.replace(/;.*/, '');
    onEnd(pieces.length === 0 ? null : { blob: new Blob(pieces, { type }), extension });
  });
  let cancelled = false;
  const cancel = () => {
    if (cancelled) return;
    cancelled = true;
    clearTimeout(limitTimer);
    stop();
    release();
  };
  signal.addEventListener('abort', cancel, { once: true });
  recorder.start(250);
  return {
    level: meter.level,
    seconds: () => (performance.now() - startedAt) / 1_000,
    stop,
    cancel,
  };
}

function createMeter(stream: MediaStream): { level(): number; close(): void } {
  const context = new AudioContext();
  const analyser = new AnalyserNode(context, { fftSize: 512 });
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    level() {
      analyser.getFloatTimeDomainData(samples);
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      // Speech is far below full scale; this makes its usual loudness fill the meter.
      return Math.min(1, Math.sqrt(power) * 4);
    },
    close: () => void context.close(),
  };
}

function problemOf(thrown: unknown): RecorderProblem {
  switch (thrown instanceof DOMException ? thrown.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'no-microphone';
    case 'NotReadableError':
    case 'AbortError':
      return 'busy';
    default:
      return 'unsupported';
  }
}
