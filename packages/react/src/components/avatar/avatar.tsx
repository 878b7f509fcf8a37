import type { PresenceStatus } from '@chat/core';
import { useState } from 'react';
import { useLabels } from '../../hooks/use-chat-settings';
import { classNames } from '../../lib/class-names';
import { hueOf, initialsOf } from './initials';

export interface AvatarProps {
  readonly name: string;
  /** Keeps a person's colour when the name changes; default the name. */
  readonly id?: string | undefined;
  readonly url?: string | null | undefined;
  /** Pixels; default the theme's. */
  readonly size?: number | undefined;
  readonly presence?: PresenceStatus | null | undefined;
  readonly className?: string | undefined;
}

/** A person's or group's picture, or coloured initials. Decorative: the name stands beside it. */
export function Avatar({ name, id = name, url, size, presence, className }: AvatarProps) {
  const labels = useLabels();
  const [failedUrl, setFailedUrl] = useState<string | null>(null);
  const shown = url !== null && url !== undefined && url !== failedUrl ? url : null;
  return (
    <span
      className={classNames('chat-avatar', className)}
      style={
        {
          ...(size === undefined ? {} : { '--chat-avatar-own-size': `${size}px` }),
          '--chat-avatar-hue': hueOf(id),
        } as React.CSSProperties
      }
    >
      {shown === null ? (
        <span className="chat-avatar-initials" aria-hidden="true">
          {initialsOf(name)}
        </span>
      ) : (
        <img
          className="chat-avatar-image"
          src={shown}
          alt=""
          loading="lazy"
          decoding="async"
          onError={() => setFailedUrl(shown)}
        />
      )}
      {presence === 'online' || presence === 'away' ? (
        <span
          className="chat-avatar-presence"
          data-presence={presence}
          role="img"
          aria-label={labels.presence[presence]}
        />
      ) : null}
    </span>
  );
}
