export interface ShownNotification extends NotificationOptions {
  readonly onPress: () => void;
}

/** Shows it by the page itself; where only service workers may (Android), by the host's, if there is one. */
export function showNotification(title: string, { onPress, ...options }: ShownNotification): void {
  try {
    const shown = new Notification(title, options);
    shown.addEventListener('click', () => {
      window.focus();
      shown.close();
      onPress();
    });
  } catch {
    void navigator.serviceWorker
      ?.getRegistration()
      .then((worker) => worker?.showNotification(title, options));
  }
}
