import { normalise } from './normalise';
import type { Stage } from './stage';
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

async function bodyOf(request: Exchange['request'], stage: Stage) {
  if (request.multipart !== undefined) return { body: formOf(request.multipart), headers: {} };
  if (request.rawBody !== undefined) return { body: request.rawBody, headers: {} };
  if (request.body === undefined) return { headers: {} };
  const text = await stage.fill(JSON.stringify(request.body));
  return { body: text, headers: { 'content-type': 'application/json' } };
}

export interface Answer {
  status: number;
  contentType?: string | null;
  headers: Record<string, string>;
  body: unknown;
}

const sortedList = (text: string): string => text.split(', ').sort().join(', ');

/** The recorded answer in the form `replayExchange` yields. */
export const expectedAnswer = (
  { response }: Exchange,
  { recordedHosts }: Pick<Stage, 'recordedHosts'>,
): Answer => ({
  status: response.status,
  ...(response.contentType === undefined ? {} : { contentType: response.contentType }),
  headers: Object.fromEntries(
    Object.entries(response.headers ?? {}).map(([name, value]) => [
      name,
      name === 'allow' ? sortedList(value) : value,
    ]),
  ),
  body: normalise(response.body, recordedHosts),
});

/** Performs a recorded request and answers what came of it, reduced to what the recording holds. */
export async function replayExchange(exchange: Exchange, stage: Stage): Promise<Answer> {
  const { request } = exchange;
  const { server } = stage;
  const url = new URL(request.path, server.url);
  for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.set(name, String(value));
  const { body, headers: bodyHeaders } = await bodyOf(request, stage);
  const headers = new Headers(bodyHeaders);
  const isSigned = Object.keys(request.headers ?? {}).some((name) => name.toLowerCase() === 'authorization');
  if (exchange.as !== null && !isSigned) {
    headers.set('authorization', `Bearer ${await server.issueToken(exchange.as)}`);
  }
  for (const [name, value] of Object.entries(request.headers ?? {}))
    headers.set(name, await stage.fill(value));
  const response = await fetch(url, {
    method: request.method,
    headers,
    redirect: 'manual',
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  const type = response.headers.get('content-type')?.split(';')[0] ?? null;
  const parsed: unknown = text === '' ? null : type === 'application/json' ? JSON.parse(text) : text;
  stage.learn?.(exchange.response.body, parsed);
  return {
    status: response.status,
    ...(exchange.response.contentType === undefined ? {} : { contentType: type }),
    headers: Object.fromEntries(
      Object.keys(exchange.response.headers ?? {}).map((name) => {
        const value = response.headers.get(name) ?? '';
        return [name, name === 'allow' ? sortedList(value) : value];
      }),
    ),
    body: normalise(parsed, [server.url]),
  };
}
