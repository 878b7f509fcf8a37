// Shows what staff chat pushes while nobody looks at the page, and brings the page back when it is clicked.

/** @type {any} */
const worker = self;

/** A new worker takes over at once: an old one would show old words. */
worker.addEventListener('install', () => worker.skipWaiting());

worker.addEventListener('push', (/** @type {any} */ event) => event.waitUntil(show(event.data)));
worker.addEventListener('notificationclick', (/** @type {any} */ event) => {
  event.notification.close();
  event.waitUntil(open());
});

const pages = () => worker.clients.matchAll({ type: 'window', includeUncontrolled: true });

/**
 * The server notifies everybody with a device: only here is it known who sits in front of the page.
 * @param {any} message
 */
async function show(message) {
  const looking = (await pages()).some((/** @type {any} */ page) => page.focused);
  if (looking || message === null) return;
  const { notification, data } = message.json();
  await worker.registration.showNotification(notification.title, {
    body: notification.body,
    data,
    // One notification for each conversation: the newest words take the place of older ones.
    tag: `conversation-${data.conversation_id}`,
    renotify: true,
  });
}

async function open() {
  const [page] = await pages();
  if (page === undefined) await worker.clients.openWindow('/?backend=staff-chat');
  else await page.focus();
}
