import { useEffect } from 'react';
import { useUnreadTotal } from './use-unread-total';

const badge = /^\(\d+\+?\) /;
const most = 99;

/** Puts the number of unread messages before the page's title, `(3) Orders`, and takes it away again. */
export function useTitleBadge(enabled = true): void {
  const unread = useUnreadTotal();
  useEffect(() => {
    if (!enabled || unread === 0) return undefined;
    const mark = `(${unread > most ? `${most}+` : unread}) `;
    const write = (): void => {
      const wanted = mark + document.title.replace(badge, '');
      if (document.title !== wanted) document.title = wanted;
    };
    write();
    // A host that changes its title keeps the badge.
    const title = document.querySelector('title');
    const observer = new MutationObserver(write);
    if (title !== null) observer.observe(title, { childList: true });
    return () => {
      observer.disconnect();
      document.title = document.title.replace(badge, '');
    };
  }, [enabled, unread]);
}
