import type { MiddlewareHandler } from 'hono';

/** What a page may send; anything else, such as an idempotency key, fails its preflight. */
const allowedHeaders = [
  'accept',
  'accept-encoding',
  'accept-language',
  'authorization',
  'content-type',
  'content_type',
  'dnt',
  'origin',
  'referer',
  'user-agent',
  'x-csrftoken',
  'x-requested-with',
  'x-forwarded-for',
  'x-forwarded-proto',
];

/** Answers pages of any origin as the real server answers those on its list. */
export function crossOrigin(): MiddlewareHandler {
  return async (context, next) => {
    const { req } = context;
    const origin = req.header('origin');
    const shared: Record<string, string> =
      origin === undefined
        ? {}
        : {
            'access-control-allow-origin': origin,
            'access-control-allow-credentials': 'true',
            'access-control-expose-headers': 'content-type, authorization',
            vary: 'origin',
          };
    if (req.method === 'OPTIONS' && req.header('access-control-request-method') !== undefined) {
      return new Response(null, {
        status: 200,
        headers: {
          ...shared,
          'access-control-allow-headers': allowedHeaders.join(', '),
          'access-control-allow-methods': 'DELETE, GET, OPTIONS, PATCH, POST, PUT',
          'access-control-max-age': '86400',
        },
      });
    }
    await next();
    for (const [name, value] of Object.entries(shared)) context.header(name, value);
    return undefined;
  };
}
