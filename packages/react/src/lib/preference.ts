/** One remembered yes or no of this browser; `false` where nothing can be remembered. */
export interface Preference {
  get(): boolean;
  set(value: boolean): void;
  /** Told of changes here and in other tabs. */
  subscribe(listener: () => void): () => void;
}

export function createPreference(key: string): Preference {
  return {
    get() {
      try {
        return localStorage.getItem(key) === 'on';
      } catch {
        // Storage is forbidden here; nothing is remembered.
        return false;
      }
    },
    set(value) {
      try {
        if (value) localStorage.setItem(key, 'on');
        else localStorage.removeItem(key);
      } catch {
        // As above: what cannot be kept stays off.
      }
      // The browser tells other tabs only.
      window.dispatchEvent(new StorageEvent('storage', { key }));
    },
    subscribe(listener) {
      const heard = (event: StorageEvent): void => {
        if (event.key === key || event.key === null) listener();
      };
      window.addEventListener('storage', heard);
      return () => window.removeEventListener('storage', heard);
    },
  };
}
