/** Whether the user is moving a viewport right now: a finger on it, its momentum, a wheel, a dragged scroll bar. */
export interface Motion {
  isMoving(): boolean;
  /** The user has just scrolled. */
  scrolled(): void;
  attach(viewport: HTMLElement): () => void;
}

const restMs = 150;

/** `onRest` is called when a motion has ended. */
export function createMotion(onRest: () => void): Motion {
  let touching = false;
  let timer: ReturnType<typeof setTimeout> | null = null;

  const stopTimer = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  const startTimer = () => {
    stopTimer();
    timer = setTimeout(() => {
      timer = null;
      if (!touching) onRest();
    }, restMs);
  };
  const onTouchStart = () => {
    touching = true;
  };
  const onTouchEnd = () => {
    touching = false;
    startTimer();
  };

  return {
    isMoving: () => touching || timer !== null,
    scrolled: startTimer,
    attach(viewport) {
      viewport.addEventListener('touchstart', onTouchStart, { passive: true });
      viewport.addEventListener('touchend', onTouchEnd, { passive: true });
      viewport.addEventListener('touchcancel', onTouchEnd, { passive: true });
      return () => {
        viewport.removeEventListener('touchstart', onTouchStart);
        viewport.removeEventListener('touchend', onTouchEnd);
        viewport.removeEventListener('touchcancel', onTouchEnd);
        stopTimer();
        touching = false;
      };
    },
  };
}
