import { useCallback, useMemo, useState, useSyncExternalStore } from 'react';
import { createPreference } from '../lib/preference';
import { useChatState } from './use-chat-state';

/** `blocked`: the person refused, and only the browser's own settings can change that. */
export type NotificationState = 'unsupported' | 'off' | 'on' | 'blocked';

export interface Notifications {
  readonly state: NotificationState;
  /** Asks the browser's permission where it was not given yet; call it from a click. */
  readonly turnOn: () => Promise<NotificationState>;
  readonly turnOff: () => void;
  /** A tone with new messages. Off until somebody wants it. */
  readonly sound: boolean;
  readonly setSound: (sound: boolean) => void;
}

const onServer = (): boolean => false;

/** Whether this person wants to be told of new messages in this browser, and how to change it. Off by default. */
export function useNotifications(): Notifications {
  const owner = useChatState(({ session }) => (session.name === 'signed-in' ? session.me : ''));
  const wanted = useMemo(() => createPreference(`chat-notifications/${owner}`), [owner]);
  const heard = useMemo(() => createPreference(`chat-sound/${owner}`), [owner]);
  const isWanted = useSyncExternalStore(wanted.subscribe, wanted.get, onServer);
  const sound = useSyncExternalStore(heard.subscribe, heard.get, onServer);
  // Permission changes without an event; asking is the one moment we know of.
  const [, askedAgain] = useState(0);
  const turnOn = useCallback(async () => {
    if (permission() === 'default') await Notification.requestPermission();
    const granted = permission() === 'granted';
    if (granted) wanted.set(true);
    askedAgain((count) => count + 1);
    return stateOf(granted);
  }, [wanted]);
  return {
    state: stateOf(isWanted),
    turnOn,
    turnOff: useCallback(() => wanted.set(false), [wanted]),
    sound,
    setSound: heard.set,
  };
}

function permission(): NotificationPermission | 'unsupported' {
  return typeof Notification === 'undefined' ? 'unsupported' : Notification.permission;
}

function stateOf(wanted: boolean): NotificationState {
  const given = permission();
  if (given === 'unsupported') return 'unsupported';
  if (given === 'denied') return 'blocked';
  return wanted && given === 'granted' ? 'on' : 'off';
}
