import { useId, useRef } from 'react';
import { useAttachmentUrl } from '../../hooks/use-attachment-url';
import { useChatState } from '../../hooks/use-chat-state';
import { useLabels } from '../../hooks/use-chat-settings';
import { Avatar } from '../avatar/avatar';
import { Icon } from '../icons/icon';

export interface GroupValues {
  readonly name: string;
  readonly description: string;
  readonly avatar: Blob | null;
}

export interface GroupFieldsProps {
  readonly values: GroupValues;
  readonly onChange: (values: GroupValues) => void;
  /** Of the group; a new one has none yet. */
  readonly avatarId?: string | undefined;
  /** The picture it has already. */
  readonly avatarUrl: string | null;
  readonly disabled?: boolean | undefined;
  readonly autoFocus?: boolean | undefined;
}

/** A group's name, and its picture and description where the backend has them. */
export function GroupFields({
  values,
  onChange,
  avatarId,
  avatarUrl,
  disabled = false,
  autoFocus = false,
}: GroupFieldsProps) {
  const labels = useLabels().dialogs;
  const id = useId();
  const nameLength = useChatState((state) => state.limits.groupNameLength);
  const has = useChatState((state) => state.capabilities.groups);
  const file = useRef<HTMLInputElement>(null);
  const chosen = useAttachmentUrl({ url: null, blob: values.avatar });
  const preview = chosen ?? avatarUrl;
  return (
    <div className="chat-group-fields">
      <span className="chat-group-avatar">
        {preview === null && values.name.trim() === '' ? (
          <span className="chat-group-avatar-empty" />
        ) : (
          <Avatar name={values.name} id={avatarId} url={preview} size={56} />
        )}
        {has.picture ? (
          <button
            type="button"
            className="chat-group-avatar-choose"
            aria-label={labels.groupPicture}
            title={labels.groupPicture}
            aria-disabled={disabled}
            onClick={disabled ? undefined : () => file.current?.click()}
          >
            <Icon name="image" size={16} />
          </button>
        ) : null}
      </span>
      <input
        className="chat-part"
        ref={file}
        type="file"
        accept="image/*"
        hidden
        onChange={(event) => {
          const picture = event.target.files?.[0];
          if (picture !== undefined) onChange({ ...values, avatar: picture });
          event.target.value = '';
        }}
      />
      <div className="chat-group-texts">
        <label className="chat-field-label" htmlFor={`${id}name`}>
          {labels.groupName}
        </label>
        <input
          className="chat-field-input"
          id={`${id}name`}
          value={values.name}
          required
          maxLength={nameLength ?? undefined}
          autoFocus={autoFocus}
          autoComplete="off"
          readOnly={disabled}
          onChange={(event) => onChange({ ...values, name: event.target.value })}
        />
        {has.description ? (
          <>
            <label className="chat-field-label" htmlFor={`${id}description`}>
              {labels.groupDescription}
            </label>
            <textarea
              className="chat-field-input"
              id={`${id}description`}
              rows={2}
              value={values.description}
              readOnly={disabled}
              onChange={(event) => onChange({ ...values, description: event.target.value })}
            />
          </>
        ) : null}
      </div>
    </div>
  );
}
