import type { AttachmentKind, AttachmentView, ConversationId } from '@chat/core';
import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { useFormats, useLabels } from '../../hooks/use-chat-settings';
import { useMedia, type MediaItem } from '../../hooks/use-media';
import { FileRow } from '../attachments/file-row';
import { LightboxOnDemand } from '../attachments/lightbox-on-demand';
import { Picture } from '../attachments/picture';
import { Button, IconButton } from '../button/button';
import type { MessageTarget } from '../chat-view/message-target';
import { EmptyPanel, PanelFrame } from '../chat-view/panel-frame';
import { Icon } from '../icons/icon';
import { VideoTile } from './video-tile';

export interface MediaPanelProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly conversationId: ConversationId;
  readonly onShow: (target: MessageTarget) => void;
}

type Tab = 'pictures' | 'videos' | 'files';

const tabs: readonly Tab[] = ['pictures', 'videos', 'files'];
const kindsOf: Readonly<Record<Tab, readonly AttachmentKind[]>> = {
  pictures: ['image'],
  videos: ['video'],
  files: ['file', 'audio'],
};

/** Everything that was sent in a conversation besides words, by kind and month. */
export function MediaPanel({ onOpenChange, conversationId, onShow }: MediaPanelProps) {
  const labels = useLabels().media;
  const [tab, setTab] = useState<Tab>('pictures');
  const id = useId();
  return (
    <PanelFrame title={labels.title} onClose={() => onOpenChange(false)}>
      <div className="chat-panel-tools">
        <TabList id={id} tab={tab} onTab={setTab} />
      </div>
      <div
        className="chat-media"
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={`${id}-${tab}`}
        tabIndex={0}
      >
        <MediaOf
          key={tab}
          tab={tab}
          conversationId={conversationId}
          onShow={(item) => onShow({ conversationId, messageId: item.messageId })}
        />
      </div>
    </PanelFrame>
  );
}

function TabList({
  id,
  tab,
  onTab,
}: {
  readonly id: string;
  readonly tab: Tab;
  readonly onTab: (tab: Tab) => void;
}) {
  const labels = useLabels().media;
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const rtl = getComputedStyle(event.currentTarget).direction === 'rtl' ? -1 : 1;
    const step = { ArrowRight: rtl, ArrowLeft: -rtl }[event.key];
    const next =
      step === undefined ? undefined : tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
    if (next === undefined) return;
    event.preventDefault();
    onTab(next);
    list.current?.querySelector<HTMLElement>(`[data-tab="${next}"]`)?.focus();
  };
  return (
    <div ref={list} className="chat-tabs" role="tablist" aria-label={labels.kinds} onKeyDown={onKeyDown}>
      {tabs.map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          className="chat-tab"
          id={`${id}-${name}`}
          data-tab={name}
          aria-selected={tab === name}
          aria-controls={`${id}-panel`}
          tabIndex={tab === name ? 0 : -1}
          onClick={() => onTab(name)}
        >
          {labels[name]}
        </button>
      ))}
    </div>
  );
}

interface MediaOfProps {
  readonly tab: Tab;
  readonly conversationId: ConversationId;
  readonly onShow: (item: MediaItem) => void;
}

function MediaOf({ tab, conversationId, onShow }: MediaOfProps) {
  const labels = useLabels();
  const media = useMedia(conversationId, kindsOf[tab]);
  const [opened, setOpened] = useState<string | null>(null);
  const { items } = media;
  const start = items.findIndex(({ key }) => key === opened);
  return (
    <>
      {months(items, useFormats().month).map(([month, ofMonth]) => (
        <section key={month} className="chat-media-month" aria-label={month}>
          <div className="chat-media-title" aria-hidden="true">
            {month}
          </div>
          <div className="chat-media-items" data-tab={tab}>
            {ofMonth.map((item) => (
              <MediaTile
                key={item.key}
                item={item}
                tab={tab}
                onOpen={() => setOpened(item.key)}
                onShow={onShow}
              />
            ))}
          </div>
        </section>
      ))}
      <MediaEnd media={media} empty={labels.media.empty[tab]} />
      {tab === 'pictures' && start >= 0 ? (
        <LightboxOnDemand
          pictures={items.map(({ key, attachment }) => ({ ...asView(attachment), id: key }))}
          start={start}
          onClose={() => setOpened(null)}
        />
      ) : null}
    </>
  );
}

interface MediaTileProps {
  readonly item: MediaItem;
  readonly tab: Tab;
  readonly onOpen: () => void;
  readonly onShow: (item: MediaItem) => void;
}

function MediaTile({ item, tab, onOpen, onShow }: MediaTileProps) {
  const labels = useLabels().media;
  const attachment = asView(item.attachment);
  return (
    <div className="chat-media-item">
      {tab === 'pictures' ? (
        <Picture attachment={attachment} onOpen={onOpen} cropped reachable />
      ) : tab === 'videos' ? (
        <VideoTile attachment={attachment} />
      ) : (
        <FileRow attachment={attachment} reachable />
      )}
      <IconButton
        className="chat-media-show"
        size="small"
        label={labels.show}
        icon={<Icon name="message" size={16} />}
        onClick={() => onShow(item)}
      />
    </div>
  );
}

function MediaEnd({ media, empty }: { readonly media: ReturnType<typeof useMedia>; readonly empty: string }) {
  const labels = useLabels();
  const { items, loading, failed, hasMore, loadMore } = media;
  if (!failed && !loading && items.length === 0 && !hasMore)
    return (
      <EmptyPanel icon="image" role="status">
        {empty}
      </EmptyPanel>
    );
  return (
    <div className="chat-panel-note" role={failed ? 'alert' : 'status'}>
      {failed ? labels.media.failed : loading ? labels.common.loading : items.length === 0 ? empty : null}
      {hasMore && !loading ? (
        <Button variant="plain" onClick={loadMore}>
          {failed ? labels.common.retry : labels.media.more}
        </Button>
      ) : null}
    </div>
  );
}

/** Items by the name of their month, in their order. */
function months(
  items: readonly MediaItem[],
  nameOf: (at: number) => string,
): readonly (readonly [string, readonly MediaItem[]])[] {
  const groups = new Map<string, MediaItem[]>();
  for (const item of items) {
    const month = nameOf(item.createdAt);
    const group = groups.get(month);
    if (group === undefined) groups.set(month, [item]);
    else group.push(item);
  }
  return [...groups];
}

function asView(attachment: MediaItem['attachment']): AttachmentView {
  return { ...attachment, blob: null };
}
