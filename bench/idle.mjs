// What a page does that nobody looks at: on a clock that only counts, how often a timer calls, and what is asked of the
// server, in an hour of a hidden tab. A page that is hidden must let the processor sleep: no timer faster than 1 Hz.
import { createChatClient, memoryStorage } from '@chat/core';
import { createFakeAdapter, createFakeClock, createFakePlatform, createFakeServer } from '@chat/core/testing';

const minute = 60_000;

/** @param {{ live: boolean, visible: boolean }} situation */
async function idle({ live, visible }) {
  const real = createFakeClock();
  let calls = 0;
  const clock = {
    now: () => real.now(),
    after: (/** @type {number} */ milliseconds, /** @type {() => void} */ callback) =>
      real.after(milliseconds, () => {
        calls += 1;
        callback();
      }),
  };
  const server = createFakeServer({ clock, broadcast: live ? 'with-local-id' : 'none' });
  const [me, other] = [server.addUser('me').id, server.addUser('other').id];
  const conversation = server.addConversation('bench', [me, other]);
  for (let count = 0; count < 100; count += 1) server.post(conversation, other, 'template');
  const platform = createFakePlatform(clock);
  const client = createChatClient({
    adapter: () => createFakeAdapter(server, me, { live }),
    session: { type: 'token', token: 'me' },
    storage: memoryStorage(),
    platform,
    clock,
  });
  await client.start();
  client.openConversation(conversation);
  platform.setVisible(visible);
  await real.advance(5 * minute);
  calls = 0;
  const asked = server.log.length;
  const before = process.cpuUsage();
  await real.advance(60 * minute);
  const { user, system } = process.cpuUsage(before);
  await client.close();
  return { calls, requests: server.log.length - asked, milliseconds: (user + system) / 1_000 };
}

console.log('an hour of            timer calls   requests   processor ms');
for (const [name, situation] of /** @type {const} */ ([
  ['hidden, live', { live: true, visible: false }],
  ['hidden, polled', { live: false, visible: false }],
  ['on screen, live', { live: true, visible: true }],
  ['on screen, polled', { live: false, visible: true }],
])) {
  const { calls, requests, milliseconds } = await idle(situation);
  console.log(
    `${name.padEnd(18)}   ${String(calls).padStart(12)}   ${String(requests).padStart(8)}   ${milliseconds.toFixed(0).padStart(12)}`,
  );
  if (!situation.visible && calls > 3_600) {
    console.error('A hidden page wakes more than once a second.');
    process.exitCode = 1;
  }
}
