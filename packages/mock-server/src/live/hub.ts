import type { Bus } from './bus';

/** Somebody who hears what is published under their topics. */
export interface Listener {
  readonly topics: ReadonlySet<string>;
  hear(frame: unknown): void;
}

export interface Hub {
  /** Returns the function that takes the listener out again. */
  join(listener: Listener): () => void;
  publish(topic: string, frame: unknown): void;
  close(): void;
}

/** A hub on the bus; those of different scopes (one per API) do not hear each other's frames. */
export function createHub(bus: Bus, scope: string): Hub {
  const listeners = new Set<Listener>();
  const prefix = `${scope}/`;
  const unsubscribe = bus.subscribe((scoped, frame) => {
    if (!scoped.startsWith(prefix)) return;
    const topic = scoped.slice(prefix.length);
    for (const listener of [...listeners]) {
      if (listener.topics.has(topic)) listener.hear(frame);
    }
  });
  return {
    join(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    publish: (topic, frame) => bus.publish(`${prefix}${topic}`, frame),
    close: unsubscribe,
  };
}

export const conversationTopic = (conversationId: number): string => `conversation:${conversationId}`;
export const personTopic = (personId: number): string => `person:${personId}`;
