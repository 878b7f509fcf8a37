export type AttachmentKind = 'image' | 'video' | 'audio' | 'file';

/** A file the server holds. `url` is absolute http(s) or null where the server gives none; sizes are bytes and CSS pixels. */
export interface Attachment {
  readonly id: string;
  readonly kind: AttachmentKind;
  readonly name: string;
  readonly url: string | null;
  readonly thumbnailUrl: string | null;
  readonly mimeType: string | null;
  readonly size: number | null;
  readonly width: number | null;
  readonly height: number | null;
}

/** A file on its way out; the blob is stored with its command and survives a reload. */
export interface OutgoingAttachment {
  readonly id: string;
  readonly kind: AttachmentKind;
  readonly name: string;
  readonly mimeType: string;
  readonly size: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly blob: Blob;
}

/** What a preview says of attachments that are all of one kind. */
export function sharedKind(attachments: readonly Pick<Attachment, 'kind'>[]): {
  readonly attachmentKind?: AttachmentKind;
} {
  const [first] = attachments;
  if (first === undefined || attachments.some(({ kind }) => kind !== first.kind)) return {};
  return { attachmentKind: first.kind };
}

/** The kind shown for a MIME type; unknown types are plain files. */
export function attachmentKindOf(mimeType: string): AttachmentKind {
  const family = mimeType.split('/', 1)[0];
  if (family === 'video' || family === 'audio') return family;
  // SVG can carry script; it travels as a file and is never shown inline.
  if (family === 'image' && !/svg/i.test(mimeType)) return 'image';
  return 'file';
}
