import { Hono } from 'hono';
import { cors } from 'hono/cors';
import type { Hub } from '../../live/hub';
import { loadPusherApp } from '../../pusher/app';
import { createPusherService } from '../../pusher/service';
import type { World } from '../../world/world';
import type { Api, ApiOptions } from '../api';
import { html, notFoundPage } from '../django/answers';
import { mountMedia } from '../django/media-routes';
import { mountAccount } from './account-routes';
import { createActing } from './acting';
import { mountAttachments } from './attachment-routes';
import { mountConversations } from './conversation-routes';
import { type Parts, json } from './endpoint';
import { createAnnouncer } from './events';
import { mountForward } from './forward-routes';
import { mountMessages } from './message-routes';
import { createNotifier, withNotifications } from './notifications';
import type { StaffChatProfile } from './profile';
import { mountReading } from './reading-routes';
import { createStaffTokens } from './tokens';

/** The staff-chat API over a world, its Pusher service included. */
export async function createStaffChat(
  world: World,
  hub: Hub,
  options: ApiOptions<StaffChatProfile>,
): Promise<Api> {
  const { profile, mountPath, push, onError } = options;
  const tokens = createStaffTokens(world);
  const pusher = createPusherService({ app: await loadPusherApp(world), hub, onError });
  const announcer = withNotifications(
    createAnnouncer({ world, pusher, profile }),
    createNotifier({ world, push, profile }),
  );
  const parts: Parts = { world, tokens, announcer, webPushKey: push.publicKey, profile, mountPath, onError };
  const app = new Hono();
  app.use(cors({ origin: '*', exposeHeaders: ['Retry-After', 'WWW-Authenticate', 'Location'], maxAge: 600 }));
  mountAccount(app, parts);
  mountReading(app, parts);
  mountConversations(app, parts);
  mountMessages(app, parts);
  mountForward(app, parts);
  mountAttachments(app, parts);
  mountMedia(app, world);
  const ownPath = /^\/api\/staff\/hotel\/[^/]+\/staff_chat\//;
  app.notFound(({ req }) =>
    profile === 'deployed' && ownPath.test(req.path)
      ? json(404, { detail: 'Not found.' })
      : html(404, notFoundPage),
  );

  return {
    handle: async (request) => app.fetch(request),
    connect: (upgrade) => Promise.resolve(pusher.connect(upgrade) ?? { accepted: false, status: 404 }),
    // Events out of nowhere have no request to take an origin from: clients complete them by asking.
    actAs: createActing(parts, mountPath),
    async people() {
      return (await world.staff.all()).map(({ person }) => person);
    },
    issueToken: async (person, lifetimeSeconds) =>
      lifetimeSeconds !== undefined && lifetimeSeconds < 0 ? tokens.stale() : tokens.of(person),
    expireTokens: tokens.expire,
    acceptTokensAgain: tokens.accept,
  };
}
