import type { ConversationId, ConversationView } from '@chat/core';
import { useCallback, useState, type ReactNode } from 'react';
import { useLabels } from '../../hooks/use-chat-settings';
import { useConnection } from '../../hooks/use-connection';
import { useConversations } from '../../hooks/use-conversations';
import { useConversationReader } from '../../hooks/use-conversation-reader';
import { useListAbilities } from '../../hooks/use-list-abilities';
import { useReason } from '../../hooks/use-reason';
import { useToday } from '../../hooks/use-today';
import { useVisibleConversations } from '../../hooks/use-visible-conversations';
import { classNames } from '../../lib/class-names';
import { IconButton } from '../button/button';
import { UnavailableButton } from '../button/unavailable-button';
import { NewConversationOnDemand } from '../dialogs/on-demand';
import { Icon } from '../icons/icon';
import { Menu } from '../menu/menu';
import type { AnchorRect } from '../menu/place';
import { ConversationListbox } from './conversation-listbox';
import { ConversationQuestion } from './conversation-question';
import { isListed, ListFilters, type ListFilter } from './list-filters';
import { ListMenu } from './list-menu';
import { ListFailure, ListNotice, ListSkeleton, ListStale } from './list-states';
import { useConversationMenu } from './use-conversation-menu';
import { useListFilters } from './use-list-filters';

export interface ConversationListProps {
  readonly selectedId?: ConversationId | null | undefined;
  readonly onSelect: (conversationId: ConversationId) => void;
  /** The host's own choice, on top of the filters. Keep it the same function between renders. */
  readonly filter?: ((conversation: ConversationView) => boolean) | undefined;
  /** Which filters are offered; by default all, unread, and those the backend has conversations for. */
  readonly filters?: readonly ListFilter[] | undefined;
  /** Instead of the title and its buttons. */
  readonly header?: ReactNode;
  /** Beside the new-conversation button. */
  readonly headerActions?: ReactNode;
  readonly emptyState?: ReactNode;
  readonly className?: string | undefined;
}

const acceptAll = () => true;

/** The person's conversations: search, filters, a virtual list and what can be done with each. */
export function ConversationList({
  selectedId = null,
  onSelect,
  filter = acceptAll,
  filters,
  header,
  headerActions,
  emptyState,
  className,
}: ConversationListProps) {
  const labels = useLabels().conversationList;
  const [text, setText] = useState('');
  const [wanted, setWanted] = useState<ListFilter>('all');
  const [creating, setCreating] = useState(false);
  const abilities = useListAbilities();
  const reasonNoneCreated = useReason()(abilities.create);
  const usual = useListFilters();
  const offered = filters ?? usual;
  // The last guest of a status may be gone.
  const chosen = offered.includes(wanted) ? wanted : 'all';
  const accepts = useCallback(
    (view: ConversationView) => isListed(view, chosen) && filter(view),
    [chosen, filter],
  );

  return (
    <section
      className={classNames('chat-surface chat-conversation-list', className)}
      aria-label={labels.title}
    >
      {header ?? (
        <div className="chat-list-header">
          <h2 className="chat-list-title">{labels.title}</h2>
          {headerActions}
          <ListMenu onOpened={onSelect} />
          {abilities.create.supported ? (
            <IconButton
              label={labels.newConversation}
              icon={<Icon name="add" />}
              onClick={() => setCreating(true)}
            />
          ) : reasonNoneCreated === null ? null : (
            <UnavailableButton
              label={labels.newConversation}
              icon={<Icon name="add" />}
              reason={reasonNoneCreated}
            />
          )}
        </div>
      )}
      <div className="chat-list-tools">
        <label className="chat-search">
          <Icon name="search" size={18} />
          <input
            className="chat-search-input"
            type="search"
            value={text}
            placeholder={labels.search}
            aria-label={labels.search}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Escape' || text === '') return;
              event.preventDefault();
              setText('');
            }}
          />
        </label>
        {offered.length > 1 ? <ListFilters filters={offered} value={chosen} onChange={setWanted} /> : null}
      </div>
      <ListBody
        text={text}
        accepts={accepts}
        narrowed={chosen !== 'all'}
        selectedId={selectedId}
        onSelect={onSelect}
        emptyState={emptyState}
      />
      {abilities.create.supported ? (
        <NewConversationOnDemand open={creating} onOpenChange={setCreating} onOpened={onSelect} />
      ) : null}
    </section>
  );
}

interface ListBodyProps extends Pick<ConversationListProps, 'onSelect' | 'emptyState'> {
  readonly text: string;
  readonly accepts: (view: ConversationView) => boolean;
  /** A filter is on. */
  readonly narrowed: boolean;
  readonly selectedId: ConversationId | null;
}

function ListBody({ text, accepts, narrowed, selectedId, onSelect, emptyState }: ListBodyProps) {
  const labels = useLabels();
  const { ids: all, load, loadMore, refresh } = useConversations();
  const { connection } = useConnection();
  const ids = useVisibleConversations({ text, accepts });
  const today = useToday();
  const read = useConversationReader();
  const menu = useConversationMenu();
  const [menuFor, setMenuFor] = useState<{ readonly id: ConversationId; readonly at: AnchorRect } | null>(
    null,
  );
  const closeMenu = useCallback(() => setMenuFor(null), []);
  const openMenu = useCallback(
    (id: ConversationId, { x, y }: { readonly x: number; readonly y: number }) =>
      setMenuFor({ id, at: { left: x, right: x, top: y, bottom: y } }),
    [],
  );
  const onEnd = useCallback(() => {
    // A failure shows in the list's state; there is nothing more to tell here.
    loadMore().catch(() => undefined);
  }, [loadMore]);
  const retry = () => {
    refresh().catch(() => undefined);
  };

  return (
    <>
      {load.name === 'failed' && all.length > 0 && connection.name !== 'offline' ? (
        <ListStale onRetry={retry} />
      ) : null}
      {all.length === 0 ? (
        load.name === 'failed' ? (
          <ListFailure error={load.error} onRetry={retry} />
        ) : load.name !== 'ready' ? (
          connection.name === 'offline' ? (
            <ListNotice title={labels.presence.offline} hint={labels.conversationList.offlineHint} />
          ) : (
            <ListSkeleton />
          )
        ) : (
          (emptyState ?? (
            <ListNotice title={labels.conversationList.empty} hint={labels.conversationList.emptyHint} />
          ))
        )
      ) : ids.length === 0 ? (
        <ListNotice
          title={
            narrowed && text.trim() === ''
              ? labels.conversationList.nothingHere
              : labels.conversationList.nothingFound
          }
          hint={text.trim() === '' ? undefined : labels.conversationList.searchHint}
        />
      ) : (
        <ConversationListbox
          label={labels.conversationList.title}
          ids={ids}
          selectedId={selectedId}
          today={today}
          onSelect={onSelect}
          onMenu={openMenu}
          onEnd={onEnd}
        />
      )}
      {menuFor === null ? null : (
        <Menu
          label={labels.conversationList.menu(read(menuFor.id)?.title ?? '')}
          items={menu.itemsFor(menuFor.id)}
          anchor={menuFor.at}
          onClose={closeMenu}
        />
      )}
      <ConversationQuestion menu={menu} />
    </>
  );
}
