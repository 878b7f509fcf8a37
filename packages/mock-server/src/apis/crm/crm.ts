import { Hono } from 'hono';
import type { Hub } from '../../live/hub';
import { loadPusherApp } from '../../pusher/app';
import { createPusherService } from '../../pusher/service';
import type { World } from '../../world/world';
import type { Api, ApiOptions } from '../api';
import { html, notFoundPage } from '../django/answers';
import { createTokens } from '../django/tokens';
import { claimsOf, mountHats, mountSessions } from './account-routes';
import { createActing } from './acting';
import { mountAdmin } from './admin-routes';
import { mountConversations } from './conversation-routes';
import { crossOrigin } from './cross-origin';
import type { Parts } from './endpoint';
import { mountEntities } from './entity-routes';
import { mountMessages } from './message-routes';
import { type CrmProfileName, lifetimes } from './profile';
import { createPush } from './push';
import { mountPusher } from './pusher-routes';
import { mountStorage } from './storage-routes';

/** The CRM API over a world. */
export async function createCrm(world: World, hub: Hub, options: ApiOptions<CrmProfileName>): Promise<Api> {
  const { profile, mountPath, onError } = options;
  const tokens = await createTokens(world, {
    settingName: 'crm.token-secret',
    lifetimes,
    claimsOf: (person) => claimsOf(world, person),
  });
  const pusher = createPusherService({ app: await loadPusherApp(world), hub, onError });
  const push = createPush((channel, event, data) => pusher.publish([channel], event, data));
  const parts: Parts = { world, tokens, push, profile, mountPath, onError };
  const app = new Hono();
  app.use(crossOrigin());
  mountSessions(app, parts);
  mountAdmin(app, parts);
  mountHats(app, parts);
  mountMessages(app, parts);
  mountConversations(app, parts);
  mountPusher(app, parts, pusher);
  mountStorage(app, parts);
  mountEntities(app, parts);
  app.notFound(() => html(404, notFoundPage));

  return {
    handle: async (request) => app.fetch(request),
    connect: (upgrade) => Promise.resolve(pusher.connect(upgrade) ?? { accepted: false, status: 404 }),
    actAs: createActing(parts),
    async people() {
      const ids = await world.crm.people.withProfiles();
      const people = await Promise.all(ids.map((id) => world.people.find(id)));
      return people.flatMap((person) => person ?? []);
    },
    issueToken: (person, lifetimeSeconds) => tokens.issue('access', person, lifetimeSeconds),
    expireTokens: ({ refreshTokensToo }) =>
      tokens.expire(refreshTokensToo ? ['access', 'refresh'] : ['access']),
    acceptTokensAgain: tokens.accept,
  };
}
