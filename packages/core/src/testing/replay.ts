/** One file of a recorded form; its content does not matter, only its size. */
export type RecordedPart =
  | { readonly name: string; readonly value: string }
  | { readonly name: string; readonly filename: string; readonly contentType: string; readonly size: number };

export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly rawBody?: string;
  readonly multipart?: readonly RecordedPart[];
}

export interface RecordedResponse {
  readonly status: number;
  readonly contentType?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** A request a real backend got, and what it answered. `as` names the account, null without one. */
export interface Exchange {
  readonly name: string;
  readonly variant: string;
  readonly as: string | null;
  readonly request: RecordedRequest;
  readonly response: RecordedResponse;
}

/** `out` went from the client to the server, `in` came back; `n` orders the frames of all sockets. */
export interface RecordedFrame {
  readonly n: number;
  readonly dir: 'in' | 'out';
  readonly data?: unknown;
  readonly raw?: string;
}

export interface RecordedSocket {
  readonly name: string;
  readonly variant: string;
  readonly as: string | null;
  readonly url: string;
  readonly close: { readonly code: number; readonly handshakeStatus?: number };
  readonly frames?: readonly RecordedFrame[];
}

export interface Transcript {
  readonly exchanges: readonly Exchange[];
  readonly sockets: readonly RecordedSocket[];
}

/** A `fetch` that plays recorded answers. */
export interface Replay {
  readonly fetch: typeof fetch;
  /** Requests as they came, in the form of the recording. */
  readonly requests: readonly RecordedRequest[];
  /** The authorization each came with. */
  readonly tokens: readonly (string | null)[];
}

/** Answers each request with the next exchange, whatever was asked: a test compares `requests` afterwards. */
export function replay(responses: readonly RecordedResponse[]): Replay {
  const requests: RecordedRequest[] = [];
  const tokens: (string | null)[] = [];
  const left = [...responses];
  let count = 0;
  return {
    requests,
    tokens,
    async fetch(input, init) {
      // Requests made together are answered in the order they were made.
      const index = count;
      count += 1;
      const response = left.shift();
      tokens.push(new Headers(init?.headers).get('authorization'));
      requests[index] = await recordRequest(input, init);
      if (response === undefined) throw new TypeError('Nothing more was recorded.');
      return toResponse(response);
    },
  };
}

/** A recorded answer as `fetch` gives it. */
export function toResponse({ status, contentType, headers, body }: RecordedResponse): Response {
  const text =
    body === null || body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body);
  const noBody = status === 204 || status === 304;
  return new Response(noBody ? null : text, {
    status,
    headers: { ...headers, ...(contentType == null ? {} : { 'content-type': contentType }) },
  });
}

/** A request in the form of the recording; the bearer token and the plain content type are left out. */
async function recordRequest(input: RequestInfo | URL, init?: RequestInit): Promise<RecordedRequest> {
  const request = new Request(input, init);
  const url = new URL(request.url);
  const query = Object.fromEntries(url.searchParams);
  const form = init?.body instanceof FormData ? init.body : null;
  const text = form === null ? await request.text() : '';
  const body: unknown = text === '' ? undefined : JSON.parse(text);
  return {
    method: request.method,
    path: url.pathname,
    ...(Object.keys(query).length === 0 ? {} : { query }),
    ...(body === undefined ? {} : { body }),
    ...(form === null ? {} : { multipart: [...form].map(([name, value]) => recordPart(name, value)) }),
  };
}

function recordPart(name: string, value: FormDataEntryValue): RecordedPart {
  if (typeof value === 'string') return { name, value };
  return { name, filename: value.name, contentType: value.type, size: value.size };
}
