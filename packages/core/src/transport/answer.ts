/** What came back, before anybody judged it. */
export interface RawAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly retryAfter: string | null;
  readonly text: string;
  readonly redirected: boolean;
}

/** A body as far as it can be read: HTML and broken JSON are told apart, never passed on. */
export type Body =
  | { readonly type: 'json'; readonly value: unknown }
  | { readonly type: 'empty' }
  | { readonly type: 'other' };

export function readBody(answer: RawAnswer): Body {
  if (answer.text.trim() === '') return { type: 'empty' };
  if (/html/i.test(answer.contentType)) return { type: 'other' };
  try {
    const value: unknown = JSON.parse(answer.text);
    return { type: 'json', value };
  } catch {
    return { type: 'other' };
  }
}
