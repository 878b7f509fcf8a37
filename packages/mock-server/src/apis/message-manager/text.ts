import { Rejection, rejectAll, rejectWith } from '../django/answers';
import { parseJson } from '../django/body';
import { pythonText, strip } from '../django/python';

const textLimit = 1000;

const rejectText = (...problems: string[]): Rejection => new Rejection(400, { text: problems });

async function readObject(request: Request): Promise<Record<string, unknown>> {
  const text = await request.text();
  if (text === '') return {};
  const contentType = request.headers.get('content-type') ?? '';
  if (contentType.split(';')[0]?.trim().toLowerCase() !== 'application/json') {
    throw rejectWith(415, `Unsupported media type "${contentType}" in request.`);
  }
  const body = parseJson(text);
  if (body === null) throw rejectAll('No data provided');
  if (typeof body !== 'object' || Array.isArray(body)) {
    const received = Array.isArray(body) ? 'list' : typeof body === 'string' ? 'str' : typeof body;
    throw rejectAll(`Invalid data. Expected a dictionary, but got ${received}.`);
  }
  return Object.fromEntries(Object.entries(body));
}

/** The field `text` of a request, trimmed and within the rules; ends the request when it is not. */
export async function readText(request: Request): Promise<string> {
  const body = await readObject(request);
  const given = body['text'];
  if (given === undefined) throw rejectText('This field is required.');
  if (given === null) throw rejectText('This field may not be null.');
  if (typeof given !== 'string' && typeof given !== 'number') throw rejectText('Not a valid string.');
  const text = strip(pythonText(given));
  if (text === '') throw rejectText('This field may not be blank.');
  const surrogate = /\p{Surrogate}/u.exec(text)?.[0];
  const problems = [
    ...(Array.from(text).length > textLimit
      ? [`Ensure this field has no more than ${textLimit} characters.`]
      : []),
    ...(text.includes('\0') ? ['Null characters are not allowed.'] : []),
    ...(surrogate === undefined
      ? []
      : [`Surrogate characters are not allowed: U+${surrogate.charCodeAt(0).toString(16).toUpperCase()}.`]),
  ];
  if (problems.length > 0) throw rejectText(...problems);
  return text;
}
