import type { Clock } from '../adapter/environment';
import { elapsedSince } from '../lib/elapsed';
import type { Platform } from '../lib/platform';
import type { ConversationId } from '../model/ids';
import type { TabView } from './tab-message';

/** Who looks at what in all tabs, as the leader knows it. */
export interface TabAudience {
  /** This tab's own. */
  readonly own: () => TabView;
  /** Somebody looks at some tab. */
  visible(): boolean;
  isOpen(id: ConversationId): boolean;
  /** Open in a tab somebody looks at. */
  isSeen(id: ConversationId): boolean;
  /** What is seen first, then what is open elsewhere. */
  watched(): readonly ConversationId[];
  hear(tab: string, view: TabView): void;
  forget(tab: string): void;
  forgetAll(): void;
  readonly hasOthers: boolean;
}

/** Visible tabs speak several times in this time; one that is silent was closed without a word. */
const silenceMs = 5_000;

export function createTabAudience(options: {
  readonly platform: Platform;
  readonly clock: Clock;
  /** Most recently opened first. */
  readonly opened: () => readonly ConversationId[];
  /** What is watched in all tabs may be other than before. */
  readonly onChanged: () => void;
}): TabAudience {
  const { platform, clock } = options;
  const others = new Map<string, TabView & { readonly heardAt: number }>();

  const own = (): TabView => ({ visible: platform.visible(), watching: options.opened() });

  function views(): readonly TabView[] {
    for (const [tab, { visible, heardAt }] of others) {
      if (visible && elapsedSince(heardAt, clock.now()) > silenceMs) others.delete(tab);
    }
    return [own(), ...others.values()];
  }

  return {
    own,
    visible: () => views().some((view) => view.visible),
    isOpen: (id) => views().some(({ watching }) => watching.includes(id)),
    isSeen: (id) => views().some(({ visible, watching }) => visible && watching.includes(id)),
    watched() {
      const all = [...views()].sort((left, right) => Number(right.visible) - Number(left.visible));
      return [...new Set(all.flatMap(({ watching }) => watching))];
    },
    hear(tab, { visible, watching }) {
      others.set(tab, { visible, watching, heardAt: clock.now() });
      options.onChanged();
    },
    forget(tab) {
      if (others.delete(tab)) options.onChanged();
    },
    forgetAll: () => others.clear(),
    get hasOthers() {
      return others.size > 0;
    },
  };
}
