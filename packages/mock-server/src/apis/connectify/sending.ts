import { type Draft, post, postOnce } from '../../world/acts/message';
import type { Conversation, Upload } from '../../world/types';
import { rejectAll } from '../django/answers';
import type { Body } from '../django/body';
import { encodeMessage } from './encode';
import { type Call, type Parts, json, vouched } from './endpoint';
import { createFieldReader } from './fields';

const attachmentTypes = ['image', 'video', 'document', 'audio'] as const;

async function readDraft({ world }: Parts, body: Body): Promise<Draft> {
  const fields = createFieldReader(body);
  const content = fields.text('content', { required: true });
  const replyToId = fields.reference('reply_to');
  if (replyToId !== null && (await world.messages.find(replyToId)) === undefined) {
    fields.note('reply_to', `Invalid pk "${replyToId}" - object does not exist.`);
  }
  const files = fields.files('attachments');
  const kinds = fields.choices('attachment_types', attachmentTypes);
  fields.finish();
  if (files.length > 0 && kinds.length === 0) {
    throw rejectAll('attachment_types must be provided when attachments are uploaded');
  }
  if (files.length === 0 && kinds.length > 0) {
    throw rejectAll('attachments must be provided when attachment_types are specified');
  }
  if (files.length !== kinds.length) throw rejectAll('Number of attachments and attachment_types must match');
  const uploads = await Promise.all(
    files.map(async (file, index): Promise<Upload> => ({
      name: file.name,
      kind: kinds[index] ?? 'document',
      bytes: new Uint8Array(await file.arrayBuffer()),
    })),
  );
  return { content: vouched(content), replyToId, uploads };
}

/** Stores a message sent by REST; with an `Idempotency-Key` at most once per person and day. */
export async function answerSend(parts: Parts, call: Call, conversation: Conversation): Promise<Response> {
  const { world } = parts;
  const key = call.header('idempotency-key');
  const draft = await readDraft(parts, await call.body());
  const show = async (id: number): Promise<unknown> => {
    const message = await world.messages.find(id);
    const [loaded] = message === undefined ? [] : await world.loadMessages([message]);
    return loaded && encodeMessage(loaded, parts);
  };
  if (key === undefined) {
    const { id } = await post(world, call.person, conversation, draft);
    return json(201, await show(id));
  }
  const { messageId, answer } = await postOnce(world, call.person, conversation, draft, key);
  if (answer !== null) return json(201, JSON.parse(answer));
  const body = await show(messageId);
  await world.idempotency.keepAnswer(call.person.id, key, JSON.stringify(body));
  return json(201, body);
}
