type Handler = (topic: string, frame: unknown) => void;

/** Carries frames to every hub that listens; in one process there is one. */
export interface Bus {
  publish(topic: string, frame: unknown): void;
  /** Returns the function that ends the subscription. */
  subscribe(handler: Handler): () => void;
}

export function createInProcessBus(): Bus {
  const handlers = new Set<Handler>();
  return {
    publish(topic, frame) {
      for (const handler of handlers) handler(topic, frame);
    },
    subscribe(handler) {
      handlers.add(handler);
      return () => handlers.delete(handler);
    },
  };
}
