import type { Limits } from '@chat/core';

/** Why a file was not taken. */
export interface FileProblem {
  readonly kind: 'empty' | 'too-large' | 'wrong-type' | 'too-many';
  readonly name: string;
}

export interface CheckedFiles {
  readonly accepted: readonly File[];
  readonly problems: readonly FileProblem[];
}

type FileLimits = Pick<Limits, 'attachmentCount' | 'attachmentBytes' | 'attachmentExtensions'>;

/** Sorts files by what the backend would take, before anything is uploaded. `already` are chosen ones. */
export function checkFiles(files: readonly File[], already: number, limits: FileLimits): CheckedFiles {
  const accepted: File[] = [];
  const problems: FileProblem[] = [];
  for (const file of files) {
    const problem = problemOf(file, limits);
    const isFull = limits.attachmentCount !== null && already + accepted.length >= limits.attachmentCount;
    if (problem !== null) problems.push({ kind: problem, name: file.name });
    else if (isFull) problems.push({ kind: 'too-many', name: file.name });
    else accepted.push(file);
  }
  return { accepted, problems };
}

function problemOf(
  file: File,
  { attachmentBytes, attachmentExtensions }: FileLimits,
): FileProblem['kind'] | null {
  if (file.size === 0) return 'empty';
  const extension = /\.[^.]+$/.exec(file.name)?.[0].toLowerCase() ?? '';
  if (attachmentExtensions !== null && !attachmentExtensions.includes(extension)) return 'wrong-type';
  if (attachmentBytes !== null && file.size > attachmentBytes) return 'too-large';
  return null;
}

/** What a person counts as characters, as backends do: code points of the trimmed text. */
export function textLength(text: string): number {
  return [...text.trim()].length;
}

/** Characters left, once it is worth telling: in the last tenth, and always beyond the limit. */
export function shownCount(text: string, limit: number | null): number | null {
  // Most texts are far too short for the exact count to matter.
  if (limit === null || text.length < limit * 0.9) return null;
  const left = limit - textLength(text);
  return left <= limit / 10 ? left : null;
}
