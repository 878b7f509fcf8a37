import type { Hono } from 'hono';
import type { PusherService } from '../../pusher/service';
import { json, sentence } from './answers';
import { type Parts, mount } from './endpoint';

/** Signs a person's own channel for the push service. */
export function mountPusher(app: Hono, parts: Parts, pusher: PusherService): void {
  mount(app, parts, '/api/pusher/auth/', {
    POST: async ({ person, body }) => {
      const given = await body();
      const [socketId, channel] = [given.value('socket_id'), given.value('channel_name')];
      if (typeof socketId !== 'string' || typeof channel !== 'string' || socketId === '' || channel === '')
        throw sentence(400, 'socket_id and channel_name are required');
      if (channel.startsWith('private-user-')) {
        const owner = channel.slice('private-user-'.length);
        if (!/^\d+$/.test(owner)) throw sentence(400, 'Invalid channel name format');
        if (Number(owner) !== person.id)
          throw sentence(403, 'Unauthorized - you can only subscribe to your own channel');
      }
      if (!/^\d+\.\d+$/.test(socketId) || !/^[\w\-=@,.;]+$/.test(channel))
        throw sentence(500, 'Authentication failed');
      return json(200, await pusher.authorize(socketId, channel));
    },
  });
}
