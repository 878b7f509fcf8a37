import type { MockServer } from '../../../index';
import { demoPassword } from '../../../seed/people';
import type { Stage } from '../../../testing/replay/stage';

const placeholder = /<(token|refresh|legacy|session):(\w+)>/;

/** Fills in tokens: those that earlier answers of this run gave out, else fresh ones. */
export function createCrmStage(server: MockServer): Stage {
  const given = new Map<string, string>();
  return {
    server,
    recordedHosts: ['http://crm.example'],
    async fill(text) {
      const [found, kind, username] = placeholder.exec(text) ?? [];
      if (found === undefined || username === undefined)
        return text.replace(/"sample-pass-1"/g, JSON.stringify(demoPassword));
      // The recording calls those that no longer hold `other`.
      if (username === 'other') return text.replace(found, await server.issueToken('nadia', -60));
      const known = given.get(found);
      if (known !== undefined) return text.replace(found, known);
      const { id } = (await server.world.people.named(username)) ?? { id: 0 };
      const made =
        kind === 'legacy'
          ? await server.world.crm.people.token(id, () => `legacy-of-${username}`)
          : kind === 'session'
            ? await server.world.sessions.open('crm', id)
            : await server.issueToken(username);
      if (kind === 'legacy') given.set(found, made);
      return text.replace(found, made);
    },
    learn(recorded, answered) {
      if (typeof answered !== 'object' || answered === null) return;
      const actual = new Map<string, unknown>(Object.entries(answered));
      for (const [key, value] of Object.entries(recorded ?? {})) {
        const came = actual.get(key);
        if (typeof value === 'string' && placeholder.test(value) && typeof came === 'string')
          given.set(value, came);
      }
    },
  };
}
