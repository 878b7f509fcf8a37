import type { DevicePush } from '../../../push/device-push';
import { type Exchange, type FormPart, readTranscript } from '../../../testing/replay/transcript';

interface RawExchange {
  name: string;
  dialect: 'current' | 'documented-era';
  request: {
    method: string;
    path: string;
    query?: Record<string, string>;
    headers: Record<string, string>;
    body?: unknown;
    body_raw?: string;
    multipart?: {
      fields: Record<string, string>;
      files: { name: string; filename: string; content_type: string; size: number }[];
    };
  };
  response: { status: number; body?: unknown };
  emitted?: RecordedEvent[];
  push?: DevicePush[];
}

/** An event as the real backend asked Pusher to publish it. */
export interface RecordedEvent {
  channel: string;
  event: string;
  data: unknown;
  refused_by_pusher?: number;
}

export interface StaffChatExchange extends Exchange {
  dialect: RawExchange['dialect'];
  emitted: RecordedEvent[];
  /** What the mobile push service was asked to deliver. */
  push: DevicePush[];
}

function bodyOf(body: unknown): unknown {
  if (typeof body === 'object' && body !== null && '_text' in body) return body._text;
  return body ?? null;
}

function partsOf({ fields, files }: NonNullable<RawExchange['request']['multipart']>): FormPart[] {
  return [
    ...Object.entries(fields).map(([name, value]) => ({ name, value })),
    ...files.map(({ name, filename, content_type, size }) => ({
      name,
      filename,
      contentType: content_type,
      size,
    })),
  ];
}

function toExchange({ name, dialect, request, response, emitted, push }: RawExchange): StaffChatExchange {
  const { method, path, query, headers, body, body_raw, multipart } = request;
  return {
    name,
    dialect,
    as: null,
    emitted: emitted ?? [],
    push: push ?? [],
    request: {
      method,
      path,
      headers,
      ...(query === undefined ? {} : { query }),
      ...(body === undefined ? {} : { body }),
      ...(body_raw === undefined ? {} : { rawBody: body_raw }),
      ...(multipart === undefined ? {} : { multipart: partsOf(multipart) }),
    },
    response: { status: response.status, body: bodyOf(response.body) },
  };
}

export const staffChatExchanges = (): StaffChatExchange[] =>
  (readTranscript('staff-chat') as { exchanges: RawExchange[] }).exchanges.map(toExchange);
