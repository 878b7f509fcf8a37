import { useLabels } from '../../hooks/use-chat-settings';
import { useNotifications } from '../../hooks/use-notifications';
import type { MenuItem } from '../menu/menu';

/** Switches for being told of new messages. */
export function useNotificationItems(): readonly MenuItem[] {
  const labels = useLabels().notifications;
  const { state, turnOn, turnOff, sound, setSound } = useNotifications();
  const items: MenuItem[] = [
    {
      id: 'sound',
      label: sound ? labels.stopSound : labels.playSound,
      icon: sound ? 'soundOff' : 'sound',
      onSelect: () => setSound(!sound),
    },
  ];
  if (state === 'unsupported') return items;
  const isOn = state === 'on';
  return [
    {
      id: 'notifications',
      label: isOn ? labels.turnOff : labels.turnOn,
      icon: isOn ? 'bellOff' : 'bell',
      ...(state === 'blocked' ? { unavailable: labels.blocked } : {}),
      onSelect: isOn ? turnOff : () => void turnOn(),
    },
    ...items,
  ];
}
