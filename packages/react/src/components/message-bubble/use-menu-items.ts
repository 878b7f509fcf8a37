import type { MessageView, Support } from '@chat/core';
import { useFormats, useAnnounce, useLabels } from '../../hooks/use-chat-settings';
import { useChatState } from '../../hooks/use-chat-state';
import { useMessageActions } from '../../hooks/use-message-actions';
import type { MessageSupport } from '../../hooks/use-message-support';
import { useReason } from '../../hooks/use-reason';
import { useComposerActions } from '../chat-view/composer-context';
import type { MenuItem } from '../menu/menu';
import type { OpenAction } from './use-row-gestures';

/**
 * What one can do with a message now, in the order of the menu. What people look for and cannot do stands below, with
 * the reason; what only some backends know is left out where it is unknown.
 */
export function useMenuItems(
  message: MessageView,
  support: MessageSupport,
  now: number,
  open: (action: OpenAction) => void,
): readonly MenuItem[] {
  const labels = useLabels();
  const formats = useFormats();
  const announce = useAnnounce();
  const actions = useMessageActions();
  const composer = useComposerActions();
  const word = useReason();
  const deleteKinds = useChatState((state) => state.capabilities.deleteKinds);
  const editWindowMs = useChatState((state) => state.limits.editWindowMs);
  const receipts = useChatState((state) => state.capabilities.receipts);
  const words = labels.message;
  const items: MenuItem[] = [];
  const unavailable: MenuItem[] = [];
  const add = (item: MenuItem, offered = true) => {
    if (offered) items.push(item);
  };
  const unsent = message.id === null && message.localId !== null;
  /** `expected`: what every messenger has is missed by people, and its absence told. */
  const offer = (item: MenuItem, given: Support, expected: boolean) => {
    const reason = reasonFor(item.id, given);
    if (given.supported) items.push(item);
    else if (reason !== null && !message.deleted && !unsent && (expected || given.reason !== 'backend'))
      unavailable.push({ ...item, danger: false, unavailable: reason });
  };
  const reasonFor = (id: string, given: Support) =>
    id === 'edit' && !given.supported && given.reason === 'too-late' && editWindowMs !== null
      ? labels.unavailable.editWindow(formats.span(editWindowMs))
      : word(given);
  const copy = () => {
    void navigator.clipboard.writeText(message.text).then(() => announce(words.copied));
  };

  add(
    { id: 'retry', label: words.retry, icon: 'retry', onSelect: () => actions.retry(message) },
    message.status === 'failed' && unsent,
  );
  offer(
    { id: 'reply', label: words.reply, icon: 'reply', onSelect: () => composer.setReply(message) },
    support.reply,
    true,
  );
  if (!support.react.supported)
    offer({ id: 'react', label: words.react, icon: 'react', onSelect: () => undefined }, support.react, true);
  if (message.own || support.edit.supported)
    offer(
      {
        id: 'edit',
        label: editLabel(words, editWindowMs, message, now, formats.duration),
        icon: 'edit',
        onSelect: () => composer.setEdit(message),
      },
      support.edit,
      message.kind === 'text',
    );
  add(
    { id: 'copy', label: words.copy, icon: 'copy', onSelect: copy },
    message.text !== '' && !message.deleted,
  );
  offer(
    {
      id: 'forward',
      label: words.forward,
      icon: 'forward',
      onSelect: () => open({ name: 'forward' }),
    },
    support.forward,
    false,
  );
  offer(
    {
      id: 'pin',
      label: message.pinned ? words.unpin : words.pin,
      icon: message.pinned ? 'unpin' : 'pin',
      onSelect: () => actions.setPinned(message, !message.pinned),
    },
    support.pin,
    false,
  );
  add(
    { id: 'info', label: words.info, icon: 'info', onSelect: () => open({ name: 'info' }) },
    (receipts.read === 'per-user' || receipts.delivered) &&
      message.own &&
      message.id !== null &&
      !message.deleted,
  );
  if (unsent) {
    add({
      id: 'discard',
      label: words.discard,
      icon: 'trash',
      danger: true,
      onSelect: () => actions.discard(message),
    });
  } else if (message.own || support.remove.supported) {
    const kinds = (['everyone', 'me', 'hard'] as const).filter((kind) => deleteKinds.includes(kind));
    const all = { everyone: words.removeForEveryone, me: words.removeForMe, hard: words.removeForGood };
    for (const kind of support.remove.supported ? kinds : kinds.slice(0, 1)) {
      offer(
        {
          id: `delete-${kind}`,
          label: support.remove.supported && kinds.length > 1 ? all[kind] : words.remove,
          icon: 'trash',
          danger: true,
          onSelect: () => open({ name: 'delete', kind }),
        },
        support.remove,
        true,
      );
    }
    if (kinds.length === 0)
      offer(
        { id: 'delete', label: words.remove, icon: 'trash', onSelect: () => undefined },
        support.remove.supported ? { supported: false, reason: 'backend' } : support.remove,
        true,
      );
  }
  return [...items, ...unavailable];
}

const tellWithinMs = 10 * 60_000;

/** Says how long editing stays possible once that is soon over. */
function editLabel(
  labels: { readonly edit: string; readonly editLeft: (time: string) => string },
  editWindowMs: number | null,
  { createdAt, id }: MessageView,
  now: number,
  duration: (seconds: number) => string,
): string {
  if (editWindowMs === null || id === null) return labels.edit;
  const left = createdAt + editWindowMs - now;
  return left > tellWithinMs || left < 0 ? labels.edit : labels.editLeft(duration(left / 1_000));
}
