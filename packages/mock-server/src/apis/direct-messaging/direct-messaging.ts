import { Hono } from 'hono';
import { cors } from 'hono/cors';
import type { Hub } from '../../live/hub';
import type { World } from '../../world/world';
import type { Api, ApiOptions } from '../api';
import { html, notFoundPage } from '../django/answers';
import { mountMedia } from '../django/media-routes';
import { createTokens } from '../django/tokens';
import { mountAccounts } from './account-routes';
import { createBroadcast } from './broadcast';
import { mountConversations } from './conversation-routes';
import { createLive } from './live';
import { mountMessages } from './message-routes';
import type { Parts } from './parts';
import type { DirectMessagingProfile } from './profile';
import { createTalk } from './talk';

const hour = 60 * 60;

/** The direct-messaging API over a world. */
export async function createDirectMessaging(
  world: World,
  hub: Hub,
  { profile, mountPath, onError }: ApiOptions<DirectMessagingProfile>,
): Promise<Api> {
  const tokens = await createTokens(world, {
    settingName: 'direct-messaging.token-secret',
    lifetimes: { access: hour, refresh: 7 * 24 * hour },
  });
  const parts: Parts = { world, tokens, broadcast: createBroadcast(hub), profile, mountPath, onError };
  const talk = createTalk(parts);
  const live = createLive(parts, talk);
  const app = new Hono();
  app.use(cors({ origin: '*', exposeHeaders: ['Retry-After', 'WWW-Authenticate', 'Location'], maxAge: 600 }));
  mountAccounts(app, parts);
  mountConversations(app, parts, talk);
  mountMessages(app, parts, talk);
  mountMedia(app, world);
  app.notFound(() => html(404, notFoundPage));

  return {
    handle: async (request) => app.fetch(request),
    connect: live.connect,
    actAs: ({ id }) => live.actAs(id),
    async people() {
      const talking = await Promise.all(
        (await world.people.all()).map(async (person) => ({
          person,
          count: (await world.community.conversations.ofPerson(person.id)).length,
        })),
      );
      const all = talking.filter(({ count }) => count > 0).map(({ person }) => person);
      return all.length === 0 ? talking.map(({ person }) => person) : all;
    },
    expireTokens: ({ refreshTokensToo }) =>
      tokens.expire(refreshTokensToo ? ['access', 'refresh'] : ['access']),
    acceptTokensAgain: tokens.accept,
    issueToken: (person, lifetimeSeconds) => tokens.issue('access', person, lifetimeSeconds),
  };
}
