import { rejectWith } from './answers';

/** The value of a JSON text; ends the request in the framework's words when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const at = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    const before = text.slice(0, at === undefined ? text.length : Number(at));
    const line = before.split('\n').length;
    const column = before.length - before.lastIndexOf('\n');
    throw rejectWith(
      400,
      `JSON parse error - Expecting value: line ${line} column ${column} (char ${before.length})`,
    );
  }
}
