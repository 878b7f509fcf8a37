import { useCallback, useEffect, useRef, useState, type RefCallback } from 'react';

export interface Playback {
  readonly audio: RefCallback<HTMLAudioElement>;
  /** Handlers of that element. */
  readonly element: {
    readonly onPlay: () => void;
    readonly onPause: () => void;
    readonly onEnded: () => void;
  };
  readonly playing: boolean;
  /** Seconds from the beginning. */
  readonly position: number;
  readonly toggle: () => void;
  readonly seek: (seconds: number) => void;
}

/** Plays, pauses and seeks; with `atOnce` it plays as soon as it can, for it was asked to while it was fetched. */
export function usePlayback(seconds: number | null, atOnce: boolean): Playback {
  const sound = useRef<HTMLAudioElement | null>(null);
  const started = useRef(false);
  const [playing, setPlaying] = useState(false);
  const [position, setPosition] = useState(0);

  const play = useCallback((element: HTMLAudioElement) => {
    for (const other of element.closest('.chat-root')?.querySelectorAll('audio') ?? [])
      if (other !== element) other.pause();
    // Where the browser refuses, the button still says that it does not play.
    element.play().catch(() => setPlaying(false));
  }, []);

  const audio = useCallback<RefCallback<HTMLAudioElement>>(
    (element) => {
      sound.current = element;
      if (element === null || !atOnce || started.current) return;
      started.current = true;
      play(element);
    },
    [atOnce, play],
  );

  useEffect(() => {
    if (!playing) return undefined;
    const timer = setInterval(() => setPosition(sound.current?.currentTime ?? 0), 100);
    return () => clearInterval(timer);
  }, [playing]);

  return {
    audio,
    element: {
      onPlay: () => setPlaying(true),
      onPause: () => {
        setPlaying(false);
        setPosition(sound.current?.currentTime ?? 0);
      },
      onEnded: () => {
        setPlaying(false);
        setPosition(0);
        if (sound.current !== null) sound.current.currentTime = 0;
      },
    },
    playing,
    position: Math.min(position, seconds ?? 0),
    toggle() {
      const element = sound.current;
      if (element === null) return;
      if (element.paused) play(element);
      else element.pause();
    },
    seek(to) {
      if (sound.current !== null) sound.current.currentTime = to;
      setPosition(to);
    },
  };
}
