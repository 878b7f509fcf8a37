import type { Hono } from 'hono';
import { Rejection } from '../django/answers';
import type { Body } from '../django/body';
import { encodeAttachment, encodeMessage, fileUrl } from './encode';
import { restTime } from '../django/time';
import {
  type Call,
  type FoundMessage,
  type Parts,
  json,
  mount,
  notFound,
  outside,
  refuse,
  requireOwnRoom,
} from './endpoint';
import { filesOf } from './message-routes';
import { type StaffDraft, postTo } from '../../world/staff/posting';
import { endingOf, fileBytes, fileLimit, fileTypeOf } from './profile';
import { mayDeleteOthers } from './rights';
import { type Room, isIn, roomOfMessage } from '../../world/staff/rooms';
import { type MessageView, viewMessage } from './views';

type NewFile = NonNullable<StaffDraft['files']>[number];

const refuseFiles = (problem: unknown): Rejection => new Rejection(400, { files: problem });

const problemOf = ({ name, size }: File): string[] => {
  if (fileTypeOf(name) === undefined) return [`${name}: File type "${endingOf(name)}" not allowed`];
  const megabytes = (size / 1024 / 1024).toFixed(2);
  return size > fileBytes ? [`${name}: File too large (${megabytes}MB, max 50MB)`] : [];
};

/** One bad file refuses all. */
async function readFiles(body: Body): Promise<NewFile[]> {
  const given = body.list('files');
  if (given === undefined) throw refuseFiles(['This field is required.']);
  const items: unknown[] = Array.isArray(given) ? given : [given];
  const files = items.filter((item) => item instanceof File);
  if (files.length === 0) throw refuseFiles(['At least one file is required']);
  const empty = files.flatMap(({ size }, index) =>
    size === 0 ? [[String(index), ['The submitted file is empty.']]] : [],
  );
  if (empty.length > 0) throw refuseFiles(Object.fromEntries(empty));
  if (files.length > fileLimit) throw refuseFiles([`Maximum ${fileLimit} files can be uploaded at once`]);
  const problems = files.flatMap(problemOf);
  if (problems.length > 0) throw refuseFiles(problems);
  return Promise.all(
    files.map(async (file) => ({
      name: file.name.split(/[/\\]/).at(-1) ?? file.name,
      kind: fileTypeOf(file.name) ?? 'other',
      bytes: new Uint8Array(await file.arrayBuffer()),
      mediaType: file.type.split(';')[0] ?? '',
    })),
  );
}

const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

export function mountAttachments(app: Hono, parts: Parts): void {
  const { world, announcer, profile } = parts;

  /** The reply a form asks for; a bad one is dropped without a word. */
  async function readReply(room: Room, given: unknown): Promise<number | null> {
    const parent = text(given) === '' ? undefined : await world.messages.find(Number(given));
    return parent?.conversationId === room.conversation.id && !parent.isDeleted ? parent.id : null;
  }

  async function join(call: Call, room: Room, messageId: number, files: NewFile[]): Promise<MessageView> {
    const message = await world.messages.find(messageId);
    if (message?.conversationId !== room.conversation.id) throw notFound();
    if (message.senderId !== call.member.person.id)
      throw refuse(403, 'You can only attach files to your own messages');
    const added = await world.transaction(async (inside) => {
      for (const file of files) await inside.attachments.add(message.id, file);
      return inside.staffTalk.noteFiles(
        message.id,
        files.map(({ mediaType }) => mediaType),
      );
    });
    const view = await viewMessage(world, room, message.id);
    const fresh = view.message.attachments.filter(({ id }) => added.includes(id));
    announcer.filesAdded(room, view, fresh, await filesOf(call, view));
    return view;
  }

  mount(app, parts, 'conversations/:id{[0-9]+}/upload', {
    async POST(call) {
      const room = await requireOwnRoom(parts, call);
      const body = await call.body();
      const files = await readFiles(body);
      const target = text(body.value('message_id'));
      let view: MessageView;
      if (target !== '') view = await join(call, room, Number(target), files);
      else {
        const content = text(body.value('message')) || '[File shared]';
        const replyToId = await readReply(room, body.value('reply_to'));
        const draft = { content, replyToId, files, isUpload: true };
        view = await viewMessage(world, room, await postTo(world, room, call.member, draft));
        await announcer.messageCreated(room, view, await filesOf(call, view), 'uploaded');
      }
      const context = await filesOf(call, view);
      const fresh = view.message.attachments.slice(-files.length);
      return json(201, {
        message: encodeMessage(view, context, profile === 'documented' ? call.member : undefined),
        attachments: fresh.map((attachment) => encodeAttachment(attachment, view.sender, context)),
        success: true,
      });
    },
  });

  async function find({ member, id }: Call): Promise<FoundMessage> {
    const messageId = await world.staffTalk.messageOfAttachment(id);
    const message = messageId === undefined ? undefined : await world.messages.find(messageId);
    const room = message === undefined ? undefined : await roomOfMessage(world, message.conversationId);
    if (message === undefined || room === undefined) throw notFound();
    if (room.conversation.organisationId !== member.hotel.id)
      throw refuse(400, 'Attachment does not belong to this hotel');
    if (!isIn(room, member)) throw outside();
    return { message, room };
  }

  mount(app, parts, 'attachments/:id{[0-9]+}/delete', {
    async DELETE(call) {
      const { message, room } = await find(call);
      const { member, id } = call;
      if (message.senderId !== member.person.id && !mayDeleteOthers(profile, member))
        throw refuse(403, 'You can only delete your own attachments');
      await world.staffTalk.removeAttachment(id);
      announcer.fileRemoved(room, { attachmentId: id, messageId: message.id, by: member });
      return json(200, { success: true, attachment_id: id, message_id: message.id });
    },
  });

  mount(app, parts, 'attachments/:id{[0-9]+}/url', {
    async GET(call) {
      const { message } = await find(call);
      const [loaded] = await world.loadMessages([message]);
      const attachment = loaded?.attachments.find(({ id }) => id === call.id);
      if (attachment === undefined) throw notFound();
      const files = await call.files([attachment.id]);
      return json(200, {
        id: attachment.id,
        file_name: attachment.name,
        file_type: attachment.kind,
        file_size: attachment.size,
        mime_type: files.mediaTypes.get(attachment.id) ?? '',
        file_url: fileUrl(attachment, files),
        thumbnail_url: null,
        uploaded_at: restTime(attachment.uploadedAt),
      });
    },
  });
}
