import type { RawAnswer } from './answer';

export interface UploadRequest {
  readonly XMLHttpRequest: typeof XMLHttpRequest;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly form: FormData;
  /** Whether cookies go along to another origin too. */
  readonly withCookies: boolean;
  readonly signal: AbortSignal;
  readonly onProgress: (share: number) => void;
}

/** Sends a form and tells how much of it has left, which `fetch` cannot. Rejects when nothing came back. */
export function upload(options: UploadRequest): Promise<RawAnswer> {
  const { signal, url } = options;
  return new Promise((resolve, reject) => {
    const request = new options.XMLHttpRequest();
    const abort = (): void => request.abort();
    const end = (): void => signal.removeEventListener('abort', abort);
    const fail = (): void => {
      end();
      reject(new TypeError('The upload did not get through.'));
    };
    request.open(options.method, url);
    request.withCredentials = options.withCookies;
    for (const [name, value] of Object.entries(options.headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable && event.total > 0) options.onProgress(event.loaded / event.total);
    };
    request.onload = () => {
      end();
      options.onProgress(1);
      resolve({
        status: request.status,
        contentType: request.getResponseHeader('content-type') ?? '',
        retryAfter: request.getResponseHeader('retry-after'),
        text: request.responseText,
        // A browser follows by itself; the address it ended at gives it away.
        redirected:
          request.responseURL !== '' && withoutFragment(request.responseURL) !== withoutFragment(url),
      });
    };
    request.onerror = fail;
    request.onabort = fail;
    request.ontimeout = fail;
    signal.addEventListener('abort', abort, { once: true });
    request.send(options.form);
  });
}

function withoutFragment(url: string): string {
  return new URL(url).href.split('#', 1)[0] ?? '';
}
