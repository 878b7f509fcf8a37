import type { LocalId } from '../model/ids';

const prefix = 'local-';

export function newLocalId(random: string): LocalId {
  return `${prefix}${random}` as LocalId;
}

/** Whether a command's target is named as only this client names it: the server has told no id yet. */
export function isLocalId(id: string): id is LocalId {
  return id.startsWith(prefix);
}
