import { useCallback, useEffect, useState, type ComponentType } from 'react';

export interface OnDemand<Props> {
  /** Null until it is wanted and has come. */
  readonly Part: ComponentType<Props> | null;
  readonly failed: boolean;
  readonly retry: () => void;
}

/** What has come already is there at once the next time. */
const loaded = new WeakMap<() => Promise<unknown>, unknown>();

/** Loads a part of the interface when it is first wanted; a failure (offline) is told instead of thrown. */
export function useOnDemand<Props>(
  load: () => Promise<ComponentType<Props>>,
  wanted: boolean,
): OnDemand<Props> {
  const [part, setPart] = useState<{ readonly component: ComponentType<Props> } | null>(() => {
    const component = loaded.get(load) as ComponentType<Props> | undefined;
    return component === undefined ? null : { component };
  });
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    if (!wanted || part !== null || failed) return undefined;
    let mounted = true;
    load().then(
      (component) => {
        loaded.set(load, component);
        if (mounted) setPart({ component });
      },
      () => {
        if (mounted) setFailed(true);
      },
    );
    return () => {
      mounted = false;
    };
  }, [load, wanted, part, failed]);

  return { Part: part?.component ?? null, failed, retry: useCallback(() => setFailed(false), []) };
}
