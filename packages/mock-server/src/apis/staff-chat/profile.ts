/** `documented`: the revision the document describes; `deployed`: the newest one observed. */
export const staffChatProfiles = ['documented', 'deployed'] as const;
export type StaffChatProfile = (typeof staffChatProfiles)[number];

/** What stands in front of the chat's paths. The document's own was mounted in no observed revision. */
export const basePaths: Record<StaffChatProfile, readonly [string, ...string[]]> = {
  documented: ['/api/staff-chat/:slug', '/api/staff_chat/:slug'],
  deployed: ['/api/staff/hotel/:slug/staff_chat'],
};

export const reactionSet: readonly string[] = ['👍', '❤️', '😊', '😂', '😮', '😢', '🎉', '🔥', '✅', '👏'];

/** Pages of conversations; the size asked for is ignored. */
export const conversationsPerPage = 10;
export const fileLimit = 10;
export const fileBytes = 50 * 1024 * 1024;

const typesByEnding: Record<string, string> = {
  jpg: 'image',
  jpeg: 'image',
  png: 'image',
  gif: 'image',
  webp: 'image',
  bmp: 'image',
  pdf: 'pdf',
  doc: 'document',
  docx: 'document',
  xls: 'document',
  xlsx: 'document',
  txt: 'document',
  csv: 'document',
};

export const endingOf = (name: string): string => /\.[^.]*$/.exec(name)?.[0].toLowerCase() ?? '';

/** By the name alone; undefined for what is not taken. */
export const fileTypeOf = (name: string): string | undefined => typesByEnding[endingOf(name).slice(1)];
