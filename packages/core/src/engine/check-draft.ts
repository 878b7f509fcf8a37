import type { Capabilities } from '../adapter/capabilities';
import type { SendMessageCommand } from '../adapter/command';
import type { Limits } from '../adapter/limits';
import { ChatError } from '../errors';
import type { RelatedEntity } from '../model/message';

/** What would be refused by the backend is refused here, before anything is queued; the text stays with the caller. */
export function checkDraft(
  draft: Pick<SendMessageCommand, 'text' | 'subject' | 'related'> & {
    readonly files?: readonly File[];
    readonly replyTo?: unknown;
  },
  capabilities: Capabilities,
  limits: Limits,
): void {
  const files = draft.files ?? [];
  checkText(draft.text, limits, { mayBeEmpty: files.length > 0 && !capabilities.attachmentNeedsText });
  if (files.length > 0 && !capabilities.attachments.supported)
    throw invalid('attachments', 'attachments-unsupported');
  if (limits.attachmentCount !== null && files.length > limits.attachmentCount) {
    throw invalid('attachments', 'too-many-files', { limit: limits.attachmentCount });
  }
  for (const file of files) checkFile(file, limits);
  const replies = draft.replyTo !== undefined && draft.replyTo !== null;
  if (replies && !capabilities.reply.supported) throw invalid('replyTo', 'reply-unsupported');
  if (replies && files.length > 0 && !capabilities.replyWithAttachments) {
    throw invalid('replyTo', 'reply-with-attachments-unsupported');
  }
  checkSubject(draft.subject ?? '', capabilities, limits);
  checkRelated(draft.related ?? [], capabilities);
}

function checkSubject(text: string, capabilities: Capabilities, { subjectLength }: Limits): void {
  const subject = text.trim();
  if (subject === '') return;
  if (!capabilities.subject) throw invalid('subject', 'subject-unsupported');
  if (subjectLength !== null && [...subject].length > subjectLength)
    throw invalid('subject', 'subject-too-long', { limit: subjectLength });
}

function checkRelated(related: readonly RelatedEntity[], capabilities: Capabilities): void {
  const types = new Set<string>();
  for (const { type } of related) {
    if (!capabilities.related.includes(type)) throw invalid('related', 'related-type-unsupported', { type });
    if (types.has(type)) throw invalid('related', 'related-twice', { type });
    types.add(type);
  }
}

export function checkText(
  text: string,
  limits: Limits,
  { mayBeEmpty }: { readonly mayBeEmpty: boolean },
): void {
  const trimmed = text.trim();
  if (trimmed === '' && !mayBeEmpty) throw invalid('text', 'text-empty');
  if (trimmed.includes('\u0000')) throw invalid('text', 'text-has-nul');
  // A half surrogate pair cannot be written as UTF-8, whatever the backend.
  if (/\p{Surrogate}/u.test(trimmed)) throw invalid('text', 'text-has-lone-surrogate');
  const { textLength } = limits;
  if (textLength !== null && trimmed.length > textLength && [...trimmed].length > textLength) {
    throw invalid('text', 'text-too-long', { limit: textLength });
  }
}

function checkFile(file: File, limits: Limits): void {
  const { attachmentBytes, attachmentExtensions } = limits;
  if (file.size === 0) throw invalid('attachments', 'file-empty', { file: file.name });
  if (attachmentBytes !== null && file.size > attachmentBytes) {
    throw new ChatError('too-large', `${file.name} is larger than ${String(attachmentBytes)} bytes.`, {
      outcome: 'not-sent',
      retryable: false,
      fields: { attachments: ['file-too-large'] },
      details: { rule: 'file-too-large', file: file.name, limit: attachmentBytes },
    });
  }
  const extension = /\.[^.]+$/.exec(file.name.toLowerCase())?.[0] ?? '';
  if (attachmentExtensions !== null && !attachmentExtensions.includes(extension)) {
    throw invalid('attachments', 'file-type-not-allowed', { file: file.name });
  }
}

function invalid(field: string, rule: string, details: Readonly<Record<string, unknown>> = {}): ChatError {
  return new ChatError('invalid', `Not sent: ${rule.replaceAll('-', ' ')}.`, {
    outcome: 'not-sent',
    fields: { [field]: [rule] },
    details: { rule, ...details },
  });
}
