import { Hono } from 'hono';
import { cors } from 'hono/cors';
import type { Hub } from '../../live/hub';
import type { World } from '../../world/world';
import type { Api, ApiOptions } from '../api';
import { html, notFoundPage } from '../django/answers';
import { mountAuth } from './auth-routes';
import { mountBlocks } from './block-routes';
import { mountConversations } from './conversation-routes';
import type { Parts } from './endpoint';
import { mountGroups } from './group-routes';
import { createConnectifyLive } from './live/live';
import { mountMedia } from '../django/media-routes';
import { mountMessages } from './message-routes';
import { mountOrganisations } from './organisation-routes';
import type { ConnectifyProfile } from './profile';
import { createTokens } from '../django/tokens';

/** The Connectify API over a world. */
export async function createConnectify(
  world: World,
  hub: Hub,
  options: ApiOptions<ConnectifyProfile>,
): Promise<Api> {
  const tokens = await createTokens(world, {
    settingName: 'connectify.token-secret',
    lifetimes: { access: 30 * 60, refresh: 24 * 60 * 60 },
  });
  const live = createConnectifyLive({ world, hub, tokens, ...options });
  const { profile, mountPath, onError } = options;
  const parts: Parts = { world, tokens, live, profile, mountPath, onError };
  const app = new Hono();
  app.use(cors({ origin: '*', exposeHeaders: ['Retry-After', 'WWW-Authenticate', 'Location'], maxAge: 600 }));
  mountAuth(app, parts);
  mountOrganisations(app, parts);
  mountConversations(app, parts);
  mountGroups(app, parts);
  mountMessages(app, parts);
  mountBlocks(app, parts);
  mountMedia(app, world);
  app.notFound(() => html(404, notFoundPage));

  return {
    handle: async (request) => app.fetch(request),
    connect: live.connect,
    actAs: live.actAs,
    expireTokens: ({ refreshTokensToo }) =>
      tokens.expire(refreshTokensToo ? ['access', 'refresh'] : ['access']),
    acceptTokensAgain: tokens.accept,
    issueToken: (person, lifetimeSeconds) => tokens.issue('access', person, lifetimeSeconds),
  };
}
