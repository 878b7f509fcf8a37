interface FileType {
  mediaType: string;
  /** Whether a browser may show it in place: it cannot carry script. */
  isSafeInline: boolean;
}

interface Signature extends FileType {
  offset: number;
  bytes: string;
  also?: { offset: number; bytes: string };
}

const inline = (mediaType: string, bytes: string, offset = 0): Signature => ({
  mediaType,
  isSafeInline: true,
  offset,
  bytes,
});

const signatures: readonly Signature[] = [
  inline('image/png', '\x89PNG\r\n\x1a\n'),
  inline('image/jpeg', '\xff\xd8\xff'),
  inline('image/gif', 'GIF87a'),
  inline('image/gif', 'GIF89a'),
  { ...inline('image/webp', 'RIFF'), also: { offset: 8, bytes: 'WEBP' } },
  { ...inline('audio/wav', 'RIFF'), also: { offset: 8, bytes: 'WAVE' } },
  inline('image/avif', 'ftypavif', 4),
  inline('audio/mp4', 'ftypM4A', 4),
  inline('video/quicktime', 'ftypqt', 4),
  inline('video/mp4', 'ftyp', 4),
  inline('video/webm', '\x1a\x45\xdf\xa3'),
  inline('audio/ogg', 'OggS'),
  inline('audio/flac', 'fLaC'),
  inline('audio/mpeg', 'ID3'),
  inline('audio/mpeg', '\xff\xfb'),
  { mediaType: 'application/pdf', isSafeInline: false, offset: 0, bytes: '%PDF-' },
];

const unknown: FileType = { mediaType: 'application/octet-stream', isSafeInline: false };

function holds(bytes: Uint8Array, offset: number, expected: string): boolean {
  for (let index = 0; index < expected.length; index += 1) {
    if (bytes[offset + index] !== expected.charCodeAt(index)) return false;
  }
  return true;
}

/** What the bytes themselves say they are; names and declared types are not asked. */
export function fileType(bytes: Uint8Array): FileType {
  const found = signatures.find(
    ({ offset, bytes: expected, also }) =>
      holds(bytes, offset, expected) && (also === undefined || holds(bytes, also.offset, also.bytes)),
  );
  return found === undefined ? unknown : { mediaType: found.mediaType, isSafeInline: found.isSafeInline };
}

export const isRasterImage = (bytes: Uint8Array): boolean => fileType(bytes).mediaType.startsWith('image/');
