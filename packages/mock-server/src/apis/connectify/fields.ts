import { isRasterImage } from '../../world/file-type';
import { Rejection } from '../django/answers';
import type { Body } from '../django/body';

const required = 'This field is required.';
const notNull = 'This field may not be null.';
const notBlank = 'This field may not be blank.';
const notAFile = 'The submitted data was not a file. Check the encoding type on the form.';

type Checked<Value> = { value: Value } | { problem: string };

const pythonNames: Record<string, string> = { string: 'str', number: 'int', boolean: 'bool' };

const pythonName = (value: unknown): string =>
  Array.isArray(value)
    ? 'list'
    : typeof value === 'number' && !Number.isInteger(value)
      ? 'float'
      : (pythonNames[typeof value] ?? 'dict');

function checkText(value: unknown): Checked<string> {
  if (typeof value !== 'string' && typeof value !== 'number') return { problem: 'Not a valid string.' };
  const text = String(value).trim();
  return text.includes('\0') ? { problem: 'Null characters are not allowed.' } : { value: text };
}

function checkInteger(value: unknown): Checked<number> {
  const isWhole = typeof value === 'number' || typeof value === 'string';
  return isWhole && /^\s*-?\d+(\.0*)?\s*$/.test(String(value))
    ? { value: Number(value) }
    : { problem: 'A valid integer is required.' };
}

/** Reads fields one by one, gathers what is wrong with them, and rejects all at once. */
export function createFieldReader(body: Body) {
  const problems = new Map<string, unknown>();
  const note = (name: string, problem: unknown) => {
    problems.set(name, typeof problem === 'string' ? [problem] : problem);
  };

  const presence = (name: string, isRequired: boolean): unknown => {
    const value = body.value(name);
    if (value === undefined && isRequired) note(name, required);
    if (value === null) note(name, notNull);
    return value ?? undefined;
  };

  return {
    note,

    text(name: string, rules: { required: boolean; allowBlank?: boolean; maxLength?: number }) {
      const given = presence(name, rules.required);
      if (given === undefined) return undefined;
      const checked = checkText(given);
      if ('problem' in checked) note(name, checked.problem);
      else if (checked.value === '' && rules.allowBlank !== true) note(name, notBlank);
      else if (rules.maxLength !== undefined && Array.from(checked.value).length > rules.maxLength) {
        note(name, `Ensure this field has no more than ${rules.maxLength} characters.`);
      } else return checked.value;
      return undefined;
    },

    integer(name: string): number | undefined {
      const given = presence(name, true);
      if (given === undefined) return undefined;
      const checked = checkInteger(given);
      if ('value' in checked) return checked.value;
      note(name, checked.problem);
      return undefined;
    },

    integers(name: string): number[] | undefined {
      const given = body.list(name);
      if (given === undefined) note(name, required);
      else if (given === null) note(name, notNull);
      else if (!Array.isArray(given)) {
        note(name, `Expected a list of items but got type "${pythonName(given)}".`);
      } else {
        const checked = given.map(checkInteger);
        const wrong = checked.flatMap((item, index) =>
          'problem' in item ? [[String(index), [item.problem]]] : [],
        );
        if (wrong.length === 0) return checked.flatMap((item) => ('value' in item ? [item.value] : []));
        note(name, Object.fromEntries(wrong));
      }
      return undefined;
    },

    /** A reference to another row, or null for none. */
    reference(name: string): number | null {
      const given = body.value(name);
      if (given === undefined || given === null || given === '') return null;
      const isNumber = typeof given === 'number' || (typeof given === 'string' && /^\d+$/.test(given));
      if (isNumber) return Number(given);
      note(name, `Incorrect type. Expected pk value, received ${pythonName(given)}.`);
      return null;
    },

    files(name: string): File[] {
      const given = body.list(name);
      if (given === undefined || given === null) return [];
      if (!Array.isArray(given)) {
        note(name, `Expected a list of items but got type "${pythonName(given)}".`);
        return [];
      }
      const items: unknown[] = given;
      const wrong: Record<string, string[]> = {};
      items.forEach((item, index) => {
        if (!(item instanceof File)) wrong[index] = [notAFile];
        else if (item.size === 0) wrong[index] = ['The submitted file is empty.'];
      });
      if (Object.keys(wrong).length > 0) note(name, wrong);
      return items.filter((item) => item instanceof File);
    },

    choices(name: string, allowed: readonly string[]): string[] {
      const given = body.list(name);
      if (given === undefined || given === null) return [];
      const items: unknown[] = Array.isArray(given) ? given : [];
      if (!Array.isArray(given)) note(name, `Expected a list of items but got type "${pythonName(given)}".`);
      const wrong: Record<string, string[]> = {};
      items.forEach((item, index) => {
        if (!allowed.includes(String(item))) wrong[index] = [`"${String(item)}" is not a valid choice.`];
      });
      if (Object.keys(wrong).length > 0) note(name, wrong);
      return items.map(String);
    },

    /** An optional picture; null takes the present one away. */
    async picture(name: string): Promise<{ name: string; bytes: Uint8Array } | null | undefined> {
      const given = body.value(name);
      if (given === undefined) return undefined;
      if (given === null || given === '') return null;
      if (!(given instanceof File)) note(name, notAFile);
      else if (given.size === 0) note(name, 'The submitted file is empty.');
      else {
        const bytes = new Uint8Array(await given.arrayBuffer());
        if (isRasterImage(bytes)) return { name: given.name, bytes };
        note(
          name,
          'Upload a valid image. The file you uploaded was either not an image or a corrupted image.',
        );
      }
      return undefined;
    },

    finish(): void {
      if (problems.size > 0) throw new Rejection(400, Object.fromEntries(problems));
    },
  };
}
