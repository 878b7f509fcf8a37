import type { ConversationView } from '@chat/core';
import { useFormats, useLabels } from '../../hooks/use-chat-settings';

/** The second line of a row: who is typing, else what is being written, else the last message. */
export function ConversationPreviewLine({ view }: { readonly view: ConversationView }) {
  const labels = useLabels();
  const formats = useFormats();
  const { preview, typing, draft } = view;

  if (typing.length > 0) {
    const names = typing.map((person) => person.name).filter((name) => name !== '');
    const text =
      view.otherUserId !== null || names.length === 0
        ? labels.chatView.typingUnnamed
        : names.length > 2
          ? labels.chatView.typingMany(names.length)
          : labels.chatView.typing(formats.list(names), names.length);
    return (
      <span className="chat-preview" dir="auto" data-kind="typing">
        {text}
      </span>
    );
  }
  if (draft !== null) {
    return (
      <span className="chat-preview" dir="auto">
        <span className="chat-preview-draft">{labels.conversationList.draftMark}</span> {oneLine(draft)}
      </span>
    );
  }
  if (preview === null) {
    return (
      <span className="chat-preview" dir="auto" data-kind="none">
        {labels.conversationList.noMessages}
      </span>
    );
  }
  if (preview.deleted) {
    return (
      <span className="chat-preview" dir="auto" data-kind="deleted">
        {labels.conversationList.deleted}
      </span>
    );
  }
  const text = oneLine(preview.text);
  const { attachmentCount: count, attachmentKind: kind } = preview;
  const attached =
    kind !== null && count === 1
      ? labels.attachment[kind]
      : labels.conversationList.attachments(Math.max(1, count));
  const said = text === '' ? attached : text;
  const body =
    preview.subject === null ? said : labels.conversationList.subject(oneLine(preview.subject), said);
  const author = preview.authorName;
  const shown = preview.own
    ? labels.conversationList.you(body)
    : view.conversation.kind !== 'direct' && author !== null && author !== '' && author !== view.title
      ? labels.conversationList.by(author, body)
      : body;
  return (
    <span className="chat-preview" dir="auto">
      {shown}
    </span>
  );
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
