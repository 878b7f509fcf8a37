import type { ConversationId } from '@chat/core';
import { useState, type DragEvent, type ReactNode } from 'react';
import { useLabels } from '../../hooks/use-chat-settings';
import { useChatState } from '../../hooks/use-chat-state';
import { Icon } from '../icons/icon';
import { useComposerActions } from './composer-context';

export interface DropZoneProps {
  readonly conversationId: ConversationId;
  readonly children: ReactNode;
}

/** Takes files dropped anywhere on the view and hands them to the input. */
export function DropZone({ conversationId, children }: DropZoneProps) {
  const labels = useLabels().chatView;
  const composer = useComposerActions();
  const offered = useChatState(
    (state) =>
      state.capabilities.attachments.supported &&
      state.conversations.get(conversationId)?.write.name === 'open',
  );
  const [over, setOver] = useState(false);
  const accepts = (event: DragEvent) => offered && event.dataTransfer.types.includes('Files');
  return (
    <div
      className="chat-view-content"
      onDragEnter={(event) => {
        if (accepts(event)) setOver(true);
      }}
      onDragOver={(event) => {
        if (!accepts(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
      }}
      onDragLeave={(event) => {
        const { relatedTarget } = event;
        if (!(relatedTarget instanceof Node) || !event.currentTarget.contains(relatedTarget)) setOver(false);
      }}
      onDropCapture={() => setOver(false)}
      onDrop={(event) => {
        if (!accepts(event) || event.defaultPrevented) return;
        event.preventDefault();
        composer.addFiles([...event.dataTransfer.files]);
        composer.focusInput();
      }}
    >
      {children}
      {over ? (
        <div className="chat-drop">
          <Icon name="attach" size={32} />
          {labels.dropTitle}
        </div>
      ) : null}
    </div>
  );
}
