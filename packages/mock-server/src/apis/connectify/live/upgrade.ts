import type { UpgradeAnswer, UpgradeRequest } from '../../../live/socket';
import type { World } from '../../../world/world';
import type { Tokens } from '../../django/tokens';
import type { Dialect } from './dialect';

const localHosts = ['localhost', '127.0.0.1', '[::1]'];

const refuse = (status: number): UpgradeAnswer => ({ accepted: false, status });

function isKnownOrigin(origin: string | null, allowedHosts: readonly string[]): boolean {
  if (allowedHosts.includes('*')) return true;
  if (origin === null || !URL.canParse(origin)) return false;
  return [...localHosts, ...allowedHosts].includes(new URL(origin).hostname);
}

/** The token as the real server picks it out of the query: more than one `=` in an item breaks it. */
function readToken(url: URL): string | undefined | 'broken' {
  const items = url.search
    .slice(1)
    .split('&')
    .filter((item) => item !== '');
  if (items.some((item) => item.split('=').length > 2)) return 'broken';
  return url.searchParams.get('token') ?? undefined;
}

export function createUpgrade(
  parts: { world: World; tokens: Tokens; allowedHosts: readonly string[] },
  dialect: Dialect,
) {
  return async ({ url, origin }: UpgradeRequest): Promise<UpgradeAnswer> => {
    if (!isKnownOrigin(origin, parts.allowedHosts)) return refuse(403);
    const token = readToken(url);
    if (token === 'broken') return refuse(500);
    const thread = dialect.threadOf(url.pathname);
    if (thread === undefined) return refuse(500);
    const personId = token === undefined ? undefined : await parts.tokens.verify('access', token);
    const person = personId === undefined ? undefined : await parts.world.people.find(personId);
    if (person?.isActive !== true) return refuse(403);
    const open = await dialect.admit(person, thread);
    return open === undefined ? refuse(403) : { accepted: true, open };
  };
}
