// What a live message costs on its way to the subscribers: engine and store together, against the least that could do
// the same, a Map and an array. Ratios count; milliseconds belong to the machine.
import { createChatClient, detectPlatform, memoryStorage } from '@chat/core';
import { createFakeAdapter, createFakeServer } from '@chat/core/testing';

const clock = {
  now: () => Date.now(),
  after(/** @type {number} */ milliseconds, /** @type {() => void} */ callback) {
    const timer = setTimeout(callback, milliseconds);
    return { cancel: () => clearTimeout(timer) };
  },
};
/** Messages that arrive between two frames. */
const perFrame = 17;

async function openClient() {
  const server = createFakeServer({ clock });
  const [me, other] = [server.addUser('me').id, server.addUser('other').id];
  const conversation = server.addConversation('bench', [me, other]);
  /** @type {(() => void)[]} */
  let frames = [];
  const client = createChatClient({
    adapter: () => createFakeAdapter(server, me),
    session: { type: 'token', token: 'me' },
    storage: memoryStorage(),
    platform: { ...detectPlatform(), onNextFrame: (callback) => (frames.push(callback), () => undefined) },
    clock,
  });
  const paint = () => {
    const due = frames;
    frames = [];
    for (const callback of due) callback();
  };
  await client.start();
  while (client.getState().connection.name !== 'open') await new Promise((resolve) => setTimeout(resolve, 1));
  return { client, server, conversation, other, paint };
}

/** @param {number} count */
async function ingest(count) {
  const { client, server, conversation, other, paint } = await openClient();
  let told = 0;
  client.subscribe(() => (told += 1));
  const template = server.post(conversation, other, 'template');
  const messages = Array.from({ length: count }, (_, index) => {
    const id = /** @type {typeof template.id} */ (String(index + 2));
    return {
      ...template,
      id,
      order: index + 2,
      text: `message ${index}`,
      createdAt: template.createdAt + index,
    };
  });
  const start = performance.now();
  for (const [index, message] of messages.entries()) {
    server.internals.tell(conversation, { type: 'message-received', message });
    if (index % perFrame === 0) paint();
  }
  paint();
  const milliseconds = performance.now() - start;
  await client.close();
  return { milliseconds, told, messages };
}

/** @param {readonly { id: string }[]} messages */
function floor(messages) {
  const start = performance.now();
  const byId = new Map();
  const list = [];
  for (const message of messages) {
    byId.set(message.id, message);
    list.push(message);
  }
  return performance.now() - start;
}

await ingest(2_000);
console.log('live messages   µs each   × Map and array   subscribers told');
for (const count of [1_000, 10_000, 100_000]) {
  const { milliseconds, told, messages } = await ingest(count);
  const least = floor(messages);
  const each = (milliseconds * 1_000) / count;
  console.log(
    `${String(count).padStart(13)}   ${each.toFixed(1).padStart(7)}   ${(milliseconds / least).toFixed(0).padStart(15)}   ${String(told).padStart(16)}`,
  );
}
