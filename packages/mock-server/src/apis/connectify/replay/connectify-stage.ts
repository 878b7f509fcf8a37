import type { MockServer } from '../../../index';
import { demoPassword } from '../../../seed/people';
import type { Stage } from '../../../testing/replay/stage';

export const recordedHosts = ['https://chat.example.com'];

const placeholder = /<token:(\w+)(?::(\w+))?>/;

/** Fills in tokens: those that earlier answers of this run gave out, else fresh ones. */
export function createConnectifyStage(server: MockServer): Stage {
  const tokens = new Map<string, string>();
  return {
    server,
    recordedHosts,
    async fill(text) {
      const [found, username, kind] = placeholder.exec(text) ?? [];
      if (found === undefined || username === undefined) return text.replace('<password>', demoPassword);
      const issued =
        tokens.get(found) ?? (await server.issueToken(username, kind === 'expired' ? -60 : undefined));
      return text.replace(found, issued);
    },
    learn(recorded, answered) {
      if (typeof answered !== 'object' || answered === null) return;
      const actual = new Map<string, unknown>(Object.entries(answered));
      for (const [key, value] of Object.entries(recorded ?? {})) {
        const given = actual.get(key);
        if (typeof value === 'string' && value.startsWith('<token:') && typeof given === 'string') {
          tokens.set(value, given);
        }
      }
    },
  };
}
