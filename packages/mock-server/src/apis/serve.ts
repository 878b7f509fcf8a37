import type { Bus } from '../live/bus';
import { createHub } from '../live/hub';
import type { UpgradeAnswer, UpgradeRequest } from '../live/socket';
import { type Account, accountsOf } from '../seed';
import type { World } from '../world/world';
import type { Api, ApiDefinition, ApiOptions } from './api';
import { indexPage } from './index-page';
import type { ApiName } from './registry';

/** An API in service. */
export interface ServedApi {
  name: ApiName;
  profile: string;
  /** What its paths start with: empty alone, `/<name>` among others. */
  mountPath: string;
  definition: ApiDefinition;
  api: Api;
  accounts: Account[];
  end(): void;
}

const html = (status: number, text: string): Response =>
  new Response(text, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'x-content-type-options': 'nosniff',
    },
  });

/** The same request to the path an API knows. */
async function remounted(request: Request, path: string): Promise<Request> {
  const url = new URL(request.url);
  url.pathname = path;
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD';
  return new Request(url, {
    method: request.method,
    headers: request.headers,
    ...(hasBody ? { body: await request.arrayBuffer() } : {}),
  });
}

/** Puts an API into service; alone it answers under its documented paths, else below its name. */
export async function serveApi(
  definition: ApiDefinition<ApiName>,
  parts: { world: World; bus: Bus; isAlone: boolean; options: Omit<ApiOptions, 'mountPath'> },
): Promise<ServedApi> {
  const { name } = definition;
  const mountPath = parts.isAlone ? '' : `/${name}`;
  const hub = createHub(parts.bus, name);
  const api = await definition.create(parts.world, hub, { ...parts.options, mountPath });
  const people = (await api.people?.()) ?? (await parts.world.people.all());
  const { profile } = parts.options;
  return { name, profile, mountPath, definition, api, accounts: accountsOf(people), end: hub.close };
}

/** Sends requests and upgrades to the API whose paths they are, and shows the index page at the root. */
export function createRouter(served: readonly ServedApi[], world: World) {
  const find = (path: string): { api: Api; path: string } | undefined => {
    const at = served.find(({ mountPath }) => path.startsWith(`${mountPath}/`));
    return at && { api: at.api, path: path.slice(at.mountPath.length) };
  };
  return {
    async handle(request: Request): Promise<Response> {
      const { pathname, origin } = new URL(request.url);
      if (pathname === '/' && (request.method === 'GET' || request.method === 'HEAD')) {
        return html(200, await indexPage(served, world, origin));
      }
      const target = find(pathname);
      if (target === undefined) {
        return html(404, `<!doctype html><title>Not found</title><p>Nothing here. See <a href="/">/</a>.`);
      }
      return target.api.handle(target.path === pathname ? request : await remounted(request, target.path));
    },

    async connect(upgrade: UpgradeRequest): Promise<UpgradeAnswer> {
      const target = find(upgrade.url.pathname);
      if (target === undefined) return { accepted: false, status: 404 };
      const url = new URL(upgrade.url);
      url.pathname = target.path;
      return target.api.connect({ ...upgrade, url });
    },
  };
}
