import { EventEmitter } from 'eventemitter3';

/** eventemitter3 behind two doors: whoever holds only `on` cannot emit, and a listener that throws stops no other. */
export interface Emitter<Events extends Record<keyof Events, (...values: never[]) => void>> {
  on<Name extends keyof Events & string>(name: Name, listener: Events[Name]): () => void;
  emit<Name extends keyof Events & string>(name: Name, ...values: Parameters<Events[Name]>): void;
  clear(): void;
  readonly listenerCount: number;
}

export function createEmitter<Events extends Record<keyof Events, (...values: never[]) => void>>(
  onListenerError: (error: unknown) => void,
): Emitter<Events> {
  const emitter = new EventEmitter<string>();
  return {
    on(name, listener) {
      // A wrapper of its own lets the same function listen twice and leave once.
      const guarded = (...values: unknown[]): void => {
        try {
          listener(...(values as Parameters<Events[typeof name]>));
        } catch (error) {
          onListenerError(error);
        }
      };
      emitter.on(name, guarded);
      return () => void emitter.off(name, guarded);
    },
    emit: (name, ...values) => void emitter.emit(name, ...values),
    clear: () => void emitter.removeAllListeners(),
    get listenerCount() {
      return emitter.eventNames().reduce((sum, name) => sum + emitter.listenerCount(name), 0);
    },
  };
}
