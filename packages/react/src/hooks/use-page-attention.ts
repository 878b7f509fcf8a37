import { useSyncExternalStore } from 'react';

function subscribe(listener: () => void): () => void {
  window.addEventListener('focus', listener);
  window.addEventListener('blur', listener);
  document.addEventListener('visibilitychange', listener);
  return () => {
    window.removeEventListener('focus', listener);
    window.removeEventListener('blur', listener);
    document.removeEventListener('visibilitychange', listener);
  };
}

const read = () => document.visibilityState === 'visible' && document.hasFocus();
const readOnServer = () => false;

/** Whether the page is visible and focused, so that somebody may be looking. */
export function usePageAttention(): boolean {
  return useSyncExternalStore(subscribe, read, readOnServer);
}
