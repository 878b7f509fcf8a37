import type { AttachmentView, MessageView } from '@chat/core';
import { useState } from 'react';
import { useComponents } from '../../hooks/use-chat-settings';
import { useMessageActions } from '../../hooks/use-message-actions';
import { FileRow } from './file-row';
import { LightboxOnDemand } from './lightbox-on-demand';
import { Picture } from './picture';
import { AudioPlayer, VideoPlayer } from './player';
import { UploadRing } from './upload-ring';

const mostInGrid = 4;

/** Everything attached to a message: pictures as a grid, the rest below each other. */
export function Attachments({ message }: { readonly message: MessageView }) {
  const { Attachment } = useComponents();
  const actions = useMessageActions();
  const [opened, setOpened] = useState<number | null>(null);
  const { attachments } = message;
  const pictures = Attachment === undefined ? attachments.filter(({ kind }) => kind === 'image') : [];
  const others = attachments.filter((attachment) => !pictures.includes(attachment));
  return (
    <div className="chat-attachments">
      {pictures.length > 0 ? (
        <div className="chat-pictures" data-count={Math.min(pictures.length, mostInGrid)}>
          {pictures.slice(0, mostInGrid).map((picture, index) => (
            <Picture
              key={picture.id}
              attachment={picture}
              cropped={pictures.length > 1}
              more={index === mostInGrid - 1 ? pictures.length - mostInGrid : 0}
              onOpen={() => setOpened(index)}
            />
          ))}
        </div>
      ) : null}
      {others.map((attachment) =>
        Attachment === undefined ? (
          <OtherAttachment key={attachment.id} attachment={attachment} />
        ) : (
          <Attachment key={attachment.id} message={message} attachment={attachment} />
        ),
      )}
      {message.progress === null ? null : (
        <UploadRing progress={message.progress} onCancel={() => actions.discard(message)} />
      )}
      {opened === null ? null : (
        <LightboxOnDemand pictures={pictures} start={opened} onClose={() => setOpened(null)} />
      )}
    </div>
  );
}

function OtherAttachment({ attachment }: { readonly attachment: AttachmentView }) {
  if (attachment.kind === 'video') return <VideoPlayer attachment={attachment} />;
  if (attachment.kind === 'audio') return <AudioPlayer attachment={attachment} />;
  return <FileRow attachment={attachment} />;
}
