import type { MessageView } from '@chat/core';
import { useCallback, useState } from 'react';
import { useEmojiSet, useFormats, useLabels } from '../../hooks/use-chat-settings';
import { useChatState } from '../../hooks/use-chat-state';
import { useMessageActions } from '../../hooks/use-message-actions';
import { useMessageSupport } from '../../hooks/use-message-support';
import { useNow } from '../../hooks/use-now';
import { IconButton } from '../button/button';
import { useComposerActions } from '../chat-view/composer-context';
import { ConfirmOnDemand, ForwardOnDemand, MessageInfoOnDemand } from '../dialogs/on-demand';
import { EmojiPicker } from '../emoji-picker/emoji-picker';
import { Icon } from '../icons/icon';
import { Menu } from '../menu/menu';
import { Popover } from '../menu/popover';
import { QuickReactions } from './quick-reactions';
import { useMenuItems } from './use-menu-items';
import type { RowGestures } from './use-row-gestures';

export interface MessageActionsProps {
  readonly message: MessageView;
  readonly gestures: Pick<RowGestures, 'open' | 'setOpen'>;
  readonly showTime: boolean;
}

/** The bar beside a bubble and what opens from it; mounted only while its row has attention. */
export function MessageActions({ message, gestures: { open, setOpen }, showTime }: MessageActionsProps) {
  const labels = useLabels().message;
  const formats = useFormats();
  const now = useNow(message.own ? 1_000 : null);
  const support = useMessageSupport(message, now);
  const actions = useMessageActions();
  const composer = useComposerActions();
  const set = useEmojiSet(useChatState((state) => state.capabilities.reactions.set));
  const [bar, setBar] = useState<HTMLDivElement | null>(null);
  const close = useCallback(() => setOpen(null), [setOpen]);
  const items = useMenuItems(message, support, now, setOpen);
  const react = (emoji: string) => {
    close();
    actions.toggleReaction(message, emoji);
  };
  const reactions = support.react.supported ? (
    <QuickReactions message={message} set={set} onPick={react} onMore={() => setOpen({ name: 'picker' })} />
  ) : null;
  return (
    <div className="chat-actions" ref={setBar} role="toolbar" aria-label={labels.actions}>
      {showTime ? <span className="chat-actions-time">{formats.time(message.createdAt)}</span> : null}
      {support.react.supported ? (
        <IconButton
          size="small"
          label={labels.react}
          icon={<Icon name="react" size={18} />}
          aria-expanded={open?.name === 'react'}
          onClick={() => setOpen(open?.name === 'react' ? null : { name: 'react' })}
        />
      ) : null}
      {support.reply.supported ? (
        <IconButton
          size="small"
          label={labels.reply}
          icon={<Icon name="reply" size={18} />}
          onClick={() => composer.setReply(message)}
        />
      ) : null}
      {items.length > 0 ? (
        <IconButton
          size="small"
          label={labels.actions}
          icon={<Icon name="more" size={18} />}
          aria-haspopup="menu"
          aria-expanded={open?.name === 'menu'}
          onClick={() => setOpen(open?.name === 'menu' ? null : { name: 'menu', at: null })}
        />
      ) : null}
      {bar !== null && open?.name === 'menu' ? (
        <Menu
          anchor={open.at ?? bar}
          align={message.onMySide ? 'end' : 'start'}
          label={labels.actions}
          items={items}
          header={open.at === null ? null : reactions}
          onClose={close}
        />
      ) : null}
      {bar !== null && open?.name === 'react' ? (
        <Popover anchor={bar} align={message.onMySide ? 'end' : 'start'} onClose={close} label={labels.react}>
          {reactions}
        </Popover>
      ) : null}
      {bar !== null && open?.name === 'picker' ? (
        <Popover
          anchor={bar}
          align={message.onMySide ? 'end' : 'start'}
          onClose={close}
          label={labels.moreReactions}
        >
          <EmojiPicker set={set} onSelect={react} />
        </Popover>
      ) : null}
      {open?.name === 'info' ? (
        <MessageInfoOnDemand open message={message} onOpenChange={(next) => (next ? undefined : close())} />
      ) : null}
      {open?.name === 'forward' ? (
        <ForwardOnDemand open message={message} onOpenChange={(next) => (next ? undefined : close())} />
      ) : null}
      {open?.name === 'delete' ? (
        <ConfirmOnDemand
          open
          onOpenChange={(next) => (next ? undefined : close())}
          title={labels.removeTitle}
          text={labels.removeText}
          confirmLabel={open.kind === 'hard' ? labels.removeForGood : labels.remove}
          onConfirm={() => actions.remove(message, open.kind)}
        />
      ) : null}
    </div>
  );
}
