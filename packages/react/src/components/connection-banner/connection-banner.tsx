import { useConnection } from '../../hooks/use-connection';
import { useFormats, useLabels } from '../../hooks/use-chat-settings';
import { useNow } from '../../hooks/use-now';
import { Icon } from '../icons/icon';
import type { IconName } from '../icons/paths';

/** What stands between the user and the others now: no network, old data, nothing kept. Nothing while all is well. */
export function ConnectionBanner() {
  const labels = useLabels().connection;
  const formats = useFormats();
  const { connection, storage, reconnect } = useConnection();
  const counting = connection.name === 'waiting' || connection.name === 'polling';
  const now = useNow(counting ? 1_000 : null);
  switch (connection.name) {
    case 'offline':
      return <Banner tone="warning" icon="offline" text={labels.offline} />;
    case 'waiting': {
      const seconds = Math.max(0, Math.ceil((connection.retryAt - now) / 1_000));
      return (
        <Banner
          tone="warning"
          icon="offline"
          text={labels.reconnecting(seconds)}
          action={{ label: labels.reconnectNow, onPress: reconnect }}
        />
      );
    }
    case 'polling': {
      const age = connection.freshAt === null ? 0 : now - connection.freshAt;
      if (age < staleAfterMs) break;
      return <Banner tone="quiet" icon="clock" text={labels.polled(formats.ago(age))} />;
    }
  }
  const lost = storage.name === 'memory' && storage.reason !== null;
  return lost ? <Banner tone="quiet" icon="info" text={labels.memoryOnly} /> : null;
}

const staleAfterMs = 15_000;

interface BannerProps {
  readonly tone: 'warning' | 'quiet';
  readonly icon: IconName;
  readonly text: string;
  readonly action?: { readonly label: string; readonly onPress: () => void };
}

function Banner({ tone, icon, text, action }: BannerProps) {
  return (
    <div className="chat-banner" data-tone={tone}>
      <Icon name={icon} size={16} />
      <span className="chat-banner-text">{text}</span>
      {action === undefined ? null : (
        <button type="button" className="chat-status-action" onClick={action.onPress}>
          {action.label}
        </button>
      )}
    </div>
  );
}
