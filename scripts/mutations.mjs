/**
 * @typedef {{ file: string, find: string, replace: string }} Change
 * @typedef {{ name: string, promise: string, changes: Change[] }} Mutation
 */

const engine = 'packages/core/src/engine';
const store = 'packages/core/src/store';

/** Promises of the engine and the smallest change that breaks each. @type {Mutation[]} */
export const mutations = [
  {
    name: 'settle',
    promise: 'What may be on the server is looked for before it is sent again.',
    changes: [
      {
        file: `${engine}/outbox-pump.ts`,
        find: 'const looks = unknown && (',
        replace: 'const looks = false && unknown && (',
      },
    ],
  },
  {
    name: 'dedupe',
    promise: 'A message that comes twice, by whatever way, is one message.',
    changes: [
      {
        file: `${store}/timeline.ts`,
        find: 'const known = changed.get(message.id) ?? findMessage({ messages, orders: timeline.orders }, message.id);',
        replace: 'const known = changed.get(message.id);',
      },
    ],
  },
  {
    name: 'claims',
    promise: 'A message that is known to be one command’s does not settle another one.',
    changes: [
      {
        file: `${engine}/outbox-pump.ts`,
        find: 'claimed: { has: (id: MessageId) => isClaimed(command, id) },',
        replace: 'claimed: { has: (id: MessageId) => false && isClaimed(command, id) },',
      },
    ],
  },
  {
    name: 'overlap-paging',
    promise: 'After an outage history is paged until it meets what was known.',
    changes: [
      {
        file: `${engine}/history.ts`,
        find: 'left > 0 && anchor !== undefined && hasHoleBelow(id, anchor)',
        replace: 'false && left > 0 && anchor !== undefined && hasHoleBelow(id, anchor)',
      },
    ],
  },
  {
    name: 'leader-lock',
    promise: 'A tab sends only while the lead is its own, whatever it heard.',
    changes: [
      {
        file: `${engine}/tab-group.ts`,
        find: 'if (mine === null) return true;',
        replace: 'if (mine !== undefined) return true;',
      },
    ],
  },
  {
    name: 'write-ahead',
    promise: 'Nothing is sent that is not on disk.',
    changes: [
      {
        file: `${engine}/outbox-pump.ts`,
        find: 'if (!queue.isSaved(entry.localId)) return undefined;',
        replace: '',
      },
      {
        file: `${engine}/outbox.ts`,
        find: `    try {
      await queue.change({ put: [entry], remove });
    } catch (error) {`,
        replace: `    try {
      const written = queue.change({ put: [entry], remove });
      if (leads) pump.pump([entry]);
      await written;
    } catch (error) {`,
      },
      {
        file: `${engine}/outbox-pump.ts`,
        find: `      return await queue.change({ put: [entry] });`,
        replace: `      queue.change({ put: [entry] }).catch(() => undefined);
      return true;`,
      },
    ],
  },
];
