import type { StaffChatOptions } from '@chat/core/adapters/staff-chat';

type PushSetup = NonNullable<StaffChatOptions['push']>;

/** The notifications of one seat: its worker has a scope of its own, so that two people in one browser are two devices. */
export function pushFor(seat: string, apiUrl: string): PushSetup {
  const scope = `/push/${seat}/`;
  return {
    async subscribe() {
      if (!canBeNotified()) return null;
      await permission();
      const key = await serverKey(apiUrl);
      if (key === null) return null;
      const registration = await activeWorker(scope);
      const known = await registration.pushManager.getSubscription();
      if (known !== null) {
        if (isMadeWith(known, key)) return known;
        // The server has begun anew: its messages would be refused.
        await known.unsubscribe();
      }
      return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
    },
    async release() {
      if (!canBeNotified()) return;
      const registration = await navigator.serviceWorker.getRegistration(scope);
      await (await registration?.pushManager.getSubscription())?.unsubscribe();
    },
  };
}

/** Not in every browser, and never on an address without TLS other than this machine's. */
export function canBeNotified(): boolean {
  return 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
}

/** Asking is the page's affair, at a click: this only waits. */
async function permission(): Promise<void> {
  const status = await navigator.permissions.query({ name: 'notifications' });
  if (status.state === 'granted') return;
  await new Promise<void>((resolve) => {
    status.addEventListener('change', () => {
      if (status.state === 'granted') resolve();
    });
  });
}

async function activeWorker(scope: string): Promise<ServiceWorkerRegistration> {
  const registration = await navigator.serviceWorker.register('/push-worker.js', { scope });
  const worker = registration.active ?? registration.waiting ?? registration.installing;
  if (worker !== null && worker.state !== 'activated') {
    await new Promise<void>((resolve) => {
      worker.addEventListener('statechange', () => {
        if (worker.state === 'activated') resolve();
      });
    });
  }
  return registration;
}

/** Null: this server pushes to mobile devices only. */
async function serverKey(apiUrl: string): Promise<string | null> {
  const response = await fetch(`${apiUrl}/api/staff/web-push-key/`);
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`The server answered ${String(response.status)} for its push key.`);
  return ((await response.json()) as { public_key: string }).public_key;
}

function isMadeWith({ options }: PushSubscription, key: string): boolean {
  const bytes = new Uint8Array(options.applicationServerKey ?? new ArrayBuffer(0));
  const text = btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_');
  return text.replace(/=+$/, '') === key;
}
