import { useEffect, useState } from 'react';
import { decodeSound, type Sound } from './decode-sound';

export type SoundState =
  | { readonly name: 'unread' | 'reading' | 'failed' }
  | { readonly name: 'read'; readonly sound: Sound; readonly blob: Blob };

/** Fetches and reads a sound once it is wanted; `failed` where the server or the browser does not let it. */
export function useSound(url: string, blob: Blob | null, wanted: boolean): SoundState {
  const [state, setState] = useState<SoundState>({ name: 'unread' });
  useEffect(() => {
    if (!wanted) return undefined;
    const abort = new AbortController();
    const read = async () => {
      const whole = blob ?? (await fetchSound(url, abort.signal));
      return { name: 'read' as const, sound: await decodeSound(whole), blob: whole };
    };
    read().then(
      (found) => {
        if (!abort.signal.aborted) setState(found);
      },
      () => {
        if (!abort.signal.aborted) setState({ name: 'failed' });
      },
    );
    return () => abort.abort();
  }, [url, blob, wanted]);
  return wanted && state.name === 'unread' ? { name: 'reading' } : state;
}

async function fetchSound(url: string, signal: AbortSignal): Promise<Blob> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`The sound was not given: ${response.status}`);
  return response.blob();
}
