import type { CommunityUpload } from '../../world/community/messages';
import { Rejection, badRequestPage } from '../django/answers';
import type { Body } from '../django/body';

const fileLimit = 100;
const notAFile = 'The submitted data was not a file. Check the encoding type on the form.';
const documents = /\.(pdf|docx?|xlsx?|pptx?)$/i;
const documentTypes =
  /^application\/(pdf|msword|vnd\.(ms-(excel|powerpoint)|openxmlformats-officedocument\.(wordprocessingml\.document|spreadsheetml\.sheet|presentationml\.presentation)))$/;

/** The kind of a file by the type its sender's client named. */
function fileKind(mimeType: string, name: string): string {
  const family = mimeType.split('/', 1)[0] ?? '';
  if (family === 'image' || family === 'video' || family === 'audio') return family;
  return documentTypes.test(mimeType) || (mimeType === 'application/octet-stream' && documents.test(name))
    ? 'document'
    : 'other';
}

/** The files of a form: repeated, or numbered in brackets. */
export async function uploadsOf(
  body: Body,
  problems: Record<string, unknown>,
): Promise<readonly CommunityUpload[]> {
  const given: unknown[] = [];
  const repeated = body.list('attachment_files');
  if (Array.isArray(repeated)) given.push(...(repeated as unknown[]));
  for (let index = 0; index < fileLimit; index += 1) {
    const numbered = body.value(`attachment_files[${index}]`);
    if (numbered === undefined) break;
    given.push(numbered);
  }
  if (given.length > fileLimit) throw new Rejection(400, badRequestPage);
  const wrong: Record<string, string[]> = {};
  given.forEach((item, index) => {
    if (!(item instanceof File)) wrong[index] = [notAFile];
    else if (item.size === 0) wrong[index] = ['The submitted file is empty.'];
  });
  if (Object.keys(wrong).length > 0) {
    problems['attachment_files'] = wrong;
    return [];
  }
  return Promise.all(
    given
      .filter((item) => item instanceof File)
      .map(async (file): Promise<CommunityUpload> => {
        const named = file.type.split(';')[0]?.trim() ?? '';
        const mimeType = named === '' ? 'application/octet-stream' : named;
        const name = (file.name.split(/[\\/]/).at(-1) ?? file.name).slice(0, 255);
        return {
          name,
          kind: fileKind(mimeType, name),
          mimeType,
          bytes: new Uint8Array(await file.arrayBuffer()),
        };
      }),
  );
}
