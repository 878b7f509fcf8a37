import type { MessageView } from '@chat/core';
import { useFormats, useAnnounce, useLabels } from '../../hooks/use-chat-settings';
import { useChatState } from '../../hooks/use-chat-state';
import { useMessageActions } from '../../hooks/use-message-actions';
import type { MessageSupport } from '../../hooks/use-message-support';
import { useComposerActions } from '../chat-view/composer-context';
import type { MenuItem } from '../menu/menu';
import type { OpenAction } from './use-row-gestures';

/** What one can do with a message now, in the order of the menu. */
export function useMenuItems(
  message: MessageView,
  support: MessageSupport,
  open: (action: OpenAction) => void,
): readonly MenuItem[] {
  const labels = useLabels().message;
  const formats = useFormats();
  const announce = useAnnounce();
  const actions = useMessageActions();
  const composer = useComposerActions();
  const deleteKinds = useChatState((state) => state.capabilities.deleteKinds);
  const editWindowMs = useChatState((state) => state.limits.editWindowMs);
  const readersTold = useChatState((state) => state.capabilities.receipts.read === 'per-user');
  const items: MenuItem[] = [];
  const add = (item: MenuItem, offered: boolean) => {
    if (offered) items.push(item);
  };
  const copy = () => {
    void navigator.clipboard.writeText(message.text).then(() => announce(labels.copied));
  };
  const failed = message.status === 'failed';
  const unsent = message.id === null && message.localId !== null;

  add(
    { id: 'retry', label: labels.retry, icon: 'retry', onSelect: () => actions.retry(message) },
    failed && unsent,
  );
  add(
    { id: 'reply', label: labels.reply, icon: 'reply', onSelect: () => composer.setReply(message) },
    support.reply,
  );
  add(
    {
      id: 'edit',
      label: editLabel(labels, editWindowMs, message, formats.duration),
      icon: 'edit',
      onSelect: () => composer.setEdit(message),
    },
    support.edit,
  );
  add(
    { id: 'copy', label: labels.copy, icon: 'copy', onSelect: copy },
    message.text !== '' && !message.deleted,
  );
  add(
    {
      id: 'pin',
      label: message.pinned ? labels.unpin : labels.pin,
      icon: message.pinned ? 'unpin' : 'pin',
      onSelect: () => actions.setPinned(message, !message.pinned),
    },
    support.pin,
  );
  const told = readersTold && message.own && message.id !== null && !message.deleted;
  add({ id: 'info', label: labels.info, icon: 'info', onSelect: () => open({ name: 'info' }) }, told);
  if (unsent) {
    add(
      {
        id: 'discard',
        label: labels.discard,
        icon: 'trash',
        danger: true,
        onSelect: () => actions.discard(message),
      },
      true,
    );
    return items;
  }
  const scopes = (['everyone', 'me'] as const).filter((scope) => deleteKinds.includes(scope));
  for (const scope of scopes) {
    const both = scope === 'everyone' ? labels.removeForEveryone : labels.removeForMe;
    add(
      {
        id: `delete-${scope}`,
        label: scopes.length > 1 ? both : labels.remove,
        icon: 'trash',
        danger: true,
        onSelect: () => open({ name: 'delete', scope }),
      },
      support.remove,
    );
  }
  return items;
}

const tellWithinMs = 10 * 60_000;

/** Says how long editing stays possible once that is soon over. */
function editLabel(
  labels: { readonly edit: string; readonly editLeft: (time: string) => string },
  editWindowMs: number | null,
  { createdAt, id }: MessageView,
  duration: (seconds: number) => string,
): string {
  if (editWindowMs === null || id === null) return labels.edit;
  const left = createdAt + editWindowMs - Date.now();
  return left > tellWithinMs ? labels.edit : labels.editLeft(duration(left / 1_000));
}
