import type { ConversationId } from '@chat/core';
import { useConnection } from '../../hooks/use-connection';
import { useChatState } from '../../hooks/use-chat-state';
import { useFormats, useLabels } from '../../hooks/use-chat-settings';
import { useFreshness } from '../../hooks/use-freshness';
import { useNow } from '../../hooks/use-now';
import { Icon } from '../icons/icon';
import type { IconName } from '../icons/paths';
import { bannerState, isCounting, type BannerState } from './banner-state';

export interface ConnectionBannerProps {
  /** Also tells how old what is shown of this conversation may be. */
  readonly conversationId?: ConversationId | undefined;
  /** Also tells why one cannot write; for views without an input, which tells it itself. */
  readonly tellsClosed?: boolean | undefined;
}

/** What stands between the user and the others now: no network, old data, nothing kept. Nothing while all is well. */
export function ConnectionBanner({ conversationId, tellsClosed = false }: ConnectionBannerProps) {
  const { connection, storage, reconnect } = useConnection();
  const freshness = useFreshness(conversationId ?? null);
  const write = useChatState((state) =>
    conversationId === undefined || !tellsClosed
      ? null
      : (state.conversations.get(conversationId)?.write ?? null),
  );
  const now = useNow(isCounting({ connection, freshness }) ? 1_000 : null);
  const state = bannerState({ connection, storage, freshness, write, now });
  return state === null ? null : <Banner state={state} onRetry={reconnect} />;
}

const icons: Readonly<Record<BannerState['name'], IconName>> = {
  offline: 'offline',
  waiting: 'offline',
  reconnecting: 'offline',
  closed: 'block',
  polled: 'clock',
  memory: 'info',
};

function Banner({ state, onRetry }: { readonly state: BannerState; readonly onRetry: () => void }) {
  const labels = useLabels().connection;
  const lost = state.name === 'offline' || state.name === 'waiting' || state.name === 'reconnecting';
  return (
    <div className="chat-banner" data-state={state.name} data-tone={lost ? 'warning' : 'quiet'}>
      <Icon name={icons[state.name]} size={16} />
      <span className="chat-banner-text">
        <BannerText state={state} />
      </span>
      {state.name === 'waiting' ? (
        <button type="button" className="chat-status-action" onClick={onRetry}>
          {labels.reconnectNow}
        </button>
      ) : null}
    </div>
  );
}

function BannerText({ state }: { readonly state: BannerState }) {
  const labels = useLabels().connection;
  const formats = useFormats();
  switch (state.name) {
    case 'offline':
      return labels.offline;
    case 'waiting':
      return labels.reconnecting(state.seconds, state.attempt);
    case 'reconnecting':
      return labels.reconnecting(0, state.attempt);
    case 'closed':
      return labels.writeClosed[state.reason];
    case 'polled':
      return labels.polled(formats.ago(state.age));
    case 'memory':
      return labels.memoryOnly;
  }
}
