import { useState } from 'react';
import { canBeNotified } from './push';

/** Asks for the permission that `pushFor` waits for; gone once there is an answer. */
export function NotifyButton() {
  const [open, setOpen] = useState(() => canBeNotified() && Notification.permission === 'default');
  if (!open) return null;
  return (
    <button
      type="button"
      onClick={() => {
        void Notification.requestPermission().then((answer) => setOpen(answer === 'default'));
      }}
    >
      Notify me
    </button>
  );
}
