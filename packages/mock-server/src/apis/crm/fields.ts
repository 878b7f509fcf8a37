import type { Rejection } from '../django/answers';
import type { Body } from '../django/body';
import { strip } from '../django/python';

interface TextRules {
  isRequired?: boolean;
  mayBeBlank?: boolean;
  mayBeNull?: boolean;
  maxLength?: number;
  /** Blanks at the ends are cut off unless this is false. */
  isTrimmed?: boolean;
}

const required = 'This field is required.';
const notNull = 'This field may not be null.';

const pythonNames: Record<string, string> = { string: 'str', number: 'int', boolean: 'bool' };

function pythonName(value: unknown): string {
  if (value instanceof File) return 'InMemoryUploadedFile';
  if (Array.isArray(value)) return 'list';
  if (value === null) return 'NoneType';
  if (typeof value === 'number' && !Number.isInteger(value)) return 'float';
  return pythonNames[typeof value] ?? 'dict';
}

function textProblem(text: string, rules: TextRules): string | undefined {
  if (text.includes('\0')) return 'Null characters are not allowed.';
  const half = /\p{Surrogate}/u.exec(text)?.[0];
  if (half !== undefined)
    return `Surrogate characters are not allowed: U+${half.charCodeAt(0).toString(16).toUpperCase()}.`;
  if (text === '' && rules.mayBeBlank !== true) return 'This field may not be blank.';
  const { maxLength } = rules;
  if (maxLength !== undefined && Array.from(text).length > maxLength)
    return `Ensure this field has no more than ${maxLength} characters.`;
  return undefined;
}

const toInteger = (value: unknown): number | undefined =>
  (typeof value === 'number' || typeof value === 'string') && /^\s*-?\d+(\.0*)?\s*$/.test(String(value))
    ? Number(value)
    : undefined;

/** Reads fields one by one, gathers what is wrong with them, and rejects all at once. */
export function createFieldReader(body: Body, refuse: (fields: object) => Rejection) {
  const problems = new Map<string, unknown>();
  const note = (name: string, problem: string | object): undefined => {
    problems.set(name, typeof problem === 'string' ? [problem] : problem);
    return undefined;
  };

  return {
    note,

    /** Undefined when absent or wrong, null where null is allowed and given. */
    text(name: string, rules: TextRules): string | null | undefined {
      const given = body.value(name);
      if (given === undefined) return rules.isRequired === true ? note(name, required) : undefined;
      if (given === null) return rules.mayBeNull === true ? null : note(name, notNull);
      if (typeof given !== 'string' && typeof given !== 'number') return note(name, 'Not a valid string.');
      const text = rules.isTrimmed === false ? String(given) : strip(String(given));
      const problem = textProblem(text, rules);
      return problem === undefined ? text : note(name, problem);
    },

    integer(name: string, rules: { isRequired?: boolean; mayBeNull?: boolean }): number | null | undefined {
      const given = body.value(name);
      if (given === undefined) return rules.isRequired === true ? note(name, required) : undefined;
      if (given === null) return rules.mayBeNull === true ? null : note(name, notNull);
      return toInteger(given) ?? note(name, 'A valid integer is required.');
    },

    choice(name: string, allowed: readonly string[]): string | undefined {
      const given = body.value(name);
      if (given === undefined) return undefined;
      const found = allowed.find((one) => one === given);
      return found ?? note(name, `"${String(given)}" is not a valid choice.`);
    },

    /** A list of objects with any keys. */
    objects(name: string): readonly object[] | undefined {
      const given = body.list(name);
      if (given === undefined) return undefined;
      if (given === null) return note(name, notNull);
      if (!Array.isArray(given))
        return note(name, `Expected a list of items but got type "${pythonName(given)}".`);
      const items: unknown[] = given;
      const wrong = items.flatMap((item, index) =>
        pythonName(item) === 'dict'
          ? []
          : [
              [
                String(index),
                [`Expected a dictionary of items but got type "${pythonName(item)}".`],
              ] as const,
            ],
      );
      if (wrong.length > 0) return note(name, Object.fromEntries(wrong));
      return items.filter((item): item is object => typeof item === 'object' && item !== null);
    },

    /** Rejects if anything was wrong. */
    finish(): void {
      if (problems.size > 0) throw refuse(Object.fromEntries(problems));
    },
  };
}
