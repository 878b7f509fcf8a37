import { detectPlatform } from '@chat/core';
import type { Platform, PlatformChange } from '@chat/core';

/** This page's platform with a network switch of its own, so that one of two people can go offline. */
export interface SwitchablePlatform extends Platform {
  setCut(cut: boolean): void;
}

export function createSwitchablePlatform(): SwitchablePlatform {
  const real = detectPlatform();
  const listeners = new Set<(change: PlatformChange) => void>();
  let cut = false;
  return {
    ...real,
    fetch: (...request) =>
      cut ? Promise.reject(new TypeError('The network is switched off.')) : real.fetch(...request),
    online: () => !cut && real.online(),
    onChange(listener) {
      listeners.add(listener);
      const stop = real.onChange((change) => {
        if (!cut || ['hidden', 'offline', 'frozen'].includes(change)) listener(change);
      });
      return () => {
        listeners.delete(listener);
        stop();
      };
    },
    setCut(value) {
      cut = value;
      for (const listener of [...listeners]) listener(value ? 'offline' : 'online');
    },
  };
}
