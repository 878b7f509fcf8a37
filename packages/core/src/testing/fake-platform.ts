import type { Clock } from '../adapter/environment';
import type { Platform, PlatformChange } from '../lib/platform';

/** A platform whose network, visibility and chance a test owns. */
export interface FakePlatform extends Platform {
  setOnline(online: boolean): void;
  setVisible(visible: boolean): void;
  setAttended(attended: boolean): void;
  setSavesData(savesData: boolean): void;
  tell(change: PlatformChange): void;
  readonly listenerCount: number;
}

export function createFakePlatform(clock: Clock, name = 'page'): FakePlatform {
  const listeners = new Set<(change: PlatformChange) => void>();
  let online = true;
  let visible = true;
  let attended = true;
  let savesData = false;
  let ids = 0;
  const tell = (change: PlatformChange): void => [...listeners].forEach((listener) => listener(change));
  return {
    fetch: () => Promise.reject(new TypeError('A fake platform has no network.')),
    WebSocket: undefined,
    XMLHttpRequest: undefined,
    locks: null,
    openChannel: () => null,
    online: () => online,
    visible: () => visible,
    attended: () => attended,
    savesData: () => savesData,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    onNextFrame(callback) {
      const timer = clock.after(16, callback);
      return () => timer.cancel();
    },
    random: () => 0.5,
    randomId() {
      ids += 1;
      return `${name}-${String(ids)}`;
    },
    setOnline(value) {
      online = value;
      tell(value ? 'online' : 'offline');
    },
    setVisible(value) {
      visible = value;
      tell(value ? 'visible' : 'hidden');
    },
    setAttended(value) {
      attended = value;
    },
    setSavesData(value) {
      savesData = value;
    },
    tell,
    get listenerCount() {
      return listeners.size;
    },
  };
}
