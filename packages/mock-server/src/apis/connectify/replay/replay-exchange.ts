import { demoPassword } from '../../../seed/people';
import type { MockServer } from '../../../index';
import { normalise } from './normalise';
import type { Exchange, FormPart } from './transcript';

const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

function formOf(parts: FormPart[]): FormData {
  const form = new FormData();
  for (const part of parts) {
    if (part.filename === undefined) {
      form.append(part.name, part.value ?? '');
      continue;
    }
    const bytes = new Uint8Array(part.size ?? 0);
    if (part.contentType === 'image/png') bytes.set(pngSignature.slice(0, bytes.length));
    form.append(part.name, new File([bytes], part.filename, { type: part.contentType ?? '' }));
  }
  return form;
}

async function fill(text: string, server: MockServer, tokens: Map<string, string>): Promise<string> {
  const [placeholder, username, kind] = /<token:(\w+)(?::(\w+))?>/.exec(text) ?? [];
  if (placeholder === undefined || username === undefined) return text.replace('<password>', demoPassword);
  const stored = tokens.get(placeholder);
  const issued = stored ?? (await server.issueToken(username, kind === 'expired' ? -60 : undefined));
  return text.replace(placeholder, issued);
}

async function bodyOf(request: Exchange['request'], server: MockServer, tokens: Map<string, string>) {
  if (request.multipart !== undefined) return { body: formOf(request.multipart), headers: {} };
  if (request.rawBody !== undefined) return { body: request.rawBody, headers: {} };
  if (request.body === undefined) return { headers: {} };
  const text = await fill(JSON.stringify(request.body), server, tokens);
  return { body: text, headers: { 'content-type': 'application/json' } };
}

export interface Answer {
  status: number;
  contentType: string | null;
  headers: Record<string, string>;
  body: unknown;
}

const sortedList = (text: string): string => text.split(', ').sort().join(', ');

/** The recorded answer in the form `replayExchange` yields. */
export const expectedAnswer = ({ response }: Exchange): Answer => ({
  status: response.status,
  contentType: response.contentType,
  headers: Object.fromEntries(
    Object.entries(response.headers ?? {}).map(([name, value]) => [
      name,
      name === 'allow' ? sortedList(value) : value,
    ]),
  ),
  body: normalise(response.body, ''),
});

/** Performs a recorded request and answers what came of it, reduced to what the recording holds. */
export async function replayExchange(
  exchange: Exchange,
  server: MockServer,
  tokens: Map<string, string>,
): Promise<Answer> {
  const { request } = exchange;
  const url = new URL(request.path, server.url);
  for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.set(name, value);
  const { body, headers: bodyHeaders } = await bodyOf(request, server, tokens);
  const headers = new Headers(bodyHeaders);
  if (exchange.as !== null) headers.set('authorization', `Bearer ${await server.issueToken(exchange.as)}`);
  for (const [name, value] of Object.entries(request.headers ?? {})) {
    headers.set(name, await fill(value, server, tokens));
  }
  const response = await fetch(url, {
    method: request.method,
    headers,
    redirect: 'manual',
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  const type = response.headers.get('content-type')?.split(';')[0] ?? null;
  const parsed: unknown = text === '' ? null : type === 'application/json' ? JSON.parse(text) : text;
  keepTokens(exchange, parsed, tokens);
  return {
    status: response.status,
    contentType: type,
    headers: Object.fromEntries(
      Object.keys(exchange.response.headers ?? {}).map((name) => {
        const value = response.headers.get(name) ?? '';
        return [name, name === 'allow' ? sortedList(value) : value];
      }),
    ),
    body: normalise(parsed, server.url),
  };
}

/** Later requests use the tokens that earlier answers gave out. */
function keepTokens(exchange: Exchange, parsed: unknown, tokens: Map<string, string>): void {
  if (typeof parsed !== 'object' || parsed === null) return;
  const actual = new Map<string, unknown>(Object.entries(parsed));
  for (const [key, value] of Object.entries(exchange.response.body ?? {})) {
    const given = actual.get(key);
    if (typeof value === 'string' && value.startsWith('<token:') && typeof given === 'string') {
      tokens.set(value, given);
    }
  }
}
