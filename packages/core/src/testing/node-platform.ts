import { WebSocket as NodeSocket } from 'ws';
import { detectPlatform } from '../lib/platform';
import type { Platform } from '../lib/platform';

/** This process as a platform with sockets that name an origin, as browsers do and some servers demand. */
export function createNodePlatform(origin: string): Platform {
  class OriginSocket extends NodeSocket {
    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols, { origin });
    }
  }
  // The two differ only in events that no adapter listens to.
  return { ...detectPlatform(), WebSocket: OriginSocket as unknown as typeof WebSocket };
}

/** Resolves once the condition holds; fails with `what` after fifteen seconds. */
export async function eventually(what: string, holds: () => boolean): Promise<void> {
  const end = Date.now() + 15_000;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`Not within fifteen seconds: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
