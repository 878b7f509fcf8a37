import { readFileSync } from 'node:fs';

/** A recorded request with its answer. */
export interface Exchange {
  name: string;
  /** Whose token the request carries unless it has an `authorization` of its own. */
  as: string | null;
  request: {
    method: string;
    path: string;
    query?: Record<string, string | number>;
    headers?: Record<string, string>;
    body?: unknown;
    rawBody?: string;
    multipart?: FormPart[];
  };
  response: {
    status: number;
    /** Compared when recorded. */
    contentType?: string | null;
    headers?: Record<string, string>;
    body: unknown;
  };
}

export interface FormPart {
  name: string;
  value?: string;
  filename?: string;
  contentType?: string;
  size?: number;
}

/** A recorded socket as far as it must be known to open it. */
export interface RecordedUpgrade {
  url: string;
  /** `http://localhost:3000` unless recorded; null for none. */
  origin?: string | null;
  headers?: Record<string, string>;
}

/** Reads `test-data/<name>.transcript.json`; the caller says what shape its recording has. */
export const readTranscript = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../test-data/${name}.transcript.json`, import.meta.url), 'utf8'));
