// What draining a long queue costs beside the requests themselves: a real HTTP server on this machine, the same bodies.
// It must grow with the length of the queue, not with its square. Ratios count; milliseconds belong to the machine.
import { createServer } from 'node:http';
import { createChatClient, detectPlatform, memoryStorage } from '@chat/core';
import { createFakeAdapter, createFakeServer } from '@chat/core/testing';

const clock = {
  now: () => Date.now(),
  after(/** @type {number} */ milliseconds, /** @type {() => void} */ callback) {
    const timer = setTimeout(callback, milliseconds);
    return { cancel: () => clearTimeout(timer) };
  },
};

const http = createServer((request, response) => {
  request.resume().on('end', () => response.end('{}'));
});
await new Promise((resolve) => http.listen(0, '127.0.0.1', () => resolve(undefined)));
const address = http.address();
const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/`;

/** What this process itself has worked, in milliseconds: a machine that does other things does not count. */
function busy() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** @param {unknown} body */
const request = async (body) => {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  await response.text();
};

/** @param {number} count */
async function raw(count) {
  const start = busy();
  for (let index = 0; index < count; index += 1) await request({ text: `message ${index}` });
  return busy() - start;
}

/** @param {number} count */
async function drained(count) {
  const server = createFakeServer({ clock, broadcast: 'none', idempotency: true });
  const [me, other] = [server.addUser('me').id, server.addUser('other').id];
  const conversation = server.addConversation('bench', [me, other]);
  const adapter = createFakeAdapter(server, me);
  const template = server.post(conversation, other, 'template');
  /** @type {string[]} */
  const sent = [];
  let online = false;
  const platform = detectPlatform();
  /** @type {((change: 'online') => void)[]} */
  const listeners = [];
  const client = createChatClient({
    adapter: () => ({
      ...adapter,
      // The fake server looks through all it has at every send; here only the client's own cost counts.
      async execute(command) {
        const text = 'text' in command ? command.text : '';
        await request({ text });
        sent.push(text);
        const order = sent.length + 1;
        const id = /** @type {typeof template.id} */ (String(order));
        return { message: { ...template, id, order, text, authorId: me }, events: [] };
      },
    }),
    session: { type: 'token', token: 'me' },
    storage: memoryStorage(),
    platform: {
      ...platform,
      online: () => online,
      onChange(listener) {
        listeners.push(listener);
        return () => undefined;
      },
    },
    clock,
  });
  await client.start();
  const queueing = busy();
  for (let index = 0; index < count; index += 1) {
    client.sendMessage(conversation, { text: `message ${index}` });
    // As fast as a script can type, but not in one turn.
    if (index % 100 === 99) await new Promise((resolve) => setImmediate(resolve));
  }
  while ((await client.storageHealth()).outboxEntries < count)
    await new Promise((resolve) => setTimeout(resolve, 1));
  const queued = busy() - queueing;
  const start = busy();
  online = true;
  for (const listener of listeners) listener('online');
  await new Promise((resolve) => {
    let left = count;
    client.on('message-sent', () => {
      left -= 1;
      if (left === 0) resolve(undefined);
    });
  });
  const milliseconds = busy() - start;
  const inOrder = sent.every((text, index) => text === `message ${index}`);
  if (!inOrder) throw new Error('The queue was not sent in its order.');
  await client.close();
  return { queued, milliseconds };
}

await raw(500);
await drained(200);
console.log('queued   µs each to queue   µs each to drain   × raw requests');
for (const count of [1_000, 5_000, 10_000]) {
  const least = await raw(count);
  const { queued, milliseconds } = await drained(count);
  const each = (/** @type {number} */ total) => ((total * 1_000) / count).toFixed(0);
  console.log(
    `${String(count).padStart(6)}   ${each(queued).padStart(16)}   ${each(milliseconds).padStart(16)}   ${(milliseconds / least).toFixed(2).padStart(14)}`,
  );
}
http.close();
http.closeAllConnections();
