import { Hono } from 'hono';
import { cors } from 'hono/cors';
import type { Hub } from '../../live/hub';
import type { World } from '../../world/world';
import type { Api, ApiOptions } from '../api';
import { html, notFoundPage } from '../django/answers';
import { createTokens } from '../django/tokens';
import { mountAccounts } from './account-routes';
import { actAsGuest, actAsStaff } from './acting';
import { createAnnouncements } from './announcements';
import { mountConversations } from './conversation-routes';
import type { Parts } from './endpoint';
import { createLive } from './live';
import type { MessageManagerProfile } from './profile';
import { mountSessions } from './session-routes';
import { mountWebhook } from './webhook-routes';

const day = 24 * 60 * 60;

/** The message-manager API over a world: a hotel's staff and its guests. */
export async function createMessageManager(
  world: World,
  hub: Hub,
  options: ApiOptions<MessageManagerProfile>,
): Promise<Api> {
  const { profile, mountPath, onError } = options;
  const tokens = await createTokens(world, {
    settingName: 'message-manager.token-secret',
    lifetimes: { access: day, refresh: 7 * day },
  });
  const announce = createAnnouncements(world, hub, profile);
  const parts: Parts = { world, tokens, announce, profile, mountPath, onError };
  const app = new Hono();
  const crossOrigin = cors({ origin: '*', exposeHeaders: ['WWW-Authenticate', 'Location'], maxAge: 600 });
  app.use((context, next) => {
    // Other questions for options are answered by the API itself.
    const isPlain = context.req.method === 'OPTIONS' && !context.req.header('access-control-request-method');
    return isPlain ? next() : crossOrigin(context, next);
  });
  mountAccounts(app, parts);
  mountSessions(app, parts);
  mountWebhook(app, parts);
  mountConversations(app, parts);
  app.notFound(() => html(404, notFoundPage));

  return {
    handle: async (request) => app.fetch(request),
    connect: createLive({ world, hub, tokens, profile, onError }),
    actAs: (person) => actAsStaff(parts, person),
    actAsGuest: (name) => actAsGuest(parts, name),
    async people() {
      const ids = new Set(await world.guests.hotels.staffIds());
      return (await world.people.all()).filter(({ id }) => ids.has(id));
    },
    issueToken: (person, lifetimeSeconds) => tokens.issue('access', person, lifetimeSeconds),
    expireTokens: ({ refreshTokensToo }) =>
      tokens.expire(refreshTokensToo ? ['access', 'refresh'] : ['access']),
    acceptTokensAgain: tokens.accept,
  };
}
