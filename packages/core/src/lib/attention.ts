/** How much a page is used, so that what nobody waits for can be done less often. */
export interface Attention {
  /** It has the focus, and somebody touched it in the last minutes. */
  attended(): boolean;
  /** Little should be fetched: the person asked for it (`Save-Data`), or the battery runs low. */
  savesData(): boolean;
  /** Notices touches until the returned function is called. */
  listen(): () => void;
}

interface Battery {
  readonly charging: boolean;
  readonly level: number;
}

/** What not all browsers have. */
interface PageNavigator {
  readonly connection?: { readonly saveData?: boolean };
  readonly getBattery?: () => Promise<Battery>;
}

const touches = ['pointerdown', 'keydown', 'wheel'] as const;
const idleMs = 3 * 60_000;
const lowLevel = 0.2;

/** The attention of the page this runs in. */
export function pageAttention(): Attention {
  const own = navigator as PageNavigator;
  let touchedAt = performance.now();
  let battery: Battery | null = null;
  own.getBattery?.().then(
    (found) => (battery = found),
    () => undefined,
  );
  const touched = (): void => {
    touchedAt = performance.now();
  };
  return {
    attended: () => document.hasFocus() && performance.now() - touchedAt < idleMs,
    savesData: () =>
      own.connection?.saveData === true ||
      (battery !== null && !battery.charging && battery.level < lowLevel),
    listen() {
      for (const name of touches) addEventListener(name, touched, { capture: true, passive: true });
      return () => {
        for (const name of touches) removeEventListener(name, touched, { capture: true });
      };
    },
  };
}
