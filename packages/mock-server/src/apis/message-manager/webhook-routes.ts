import type { Hono } from 'hono';
import { conversationOfPhone } from '../../world/acts/guest';
import { type Parts, answering, json, redirectWithoutSlash } from './endpoint';
import { takeGuestText } from './hearing';

const path = '/api/message_manager/webhook/whatsapp/';
/** The real one is a placeholder: whatever it is told, this guest says this. */
const placeholder = { phone: '+1234567890', text: 'Hello' };

export function mountWebhook(app: Hono, parts: Parts): void {
  redirectWithoutSlash(app, parts, path);
  app.all(path, ({ req }) =>
    answering(parts, async () => {
      if (req.method !== 'POST') {
        const headers = { allow: 'POST, OPTIONS', 'content-type': 'text/html; charset=utf-8' };
        return new Response('', { status: 405, headers });
      }
      try {
        JSON.parse(await req.raw.text());
      } catch {
        // Its own answer to all that is no JSON.
        return json(200, { status: 'error' });
      }
      const conversation = await conversationOfPhone(parts.world, placeholder.phone);
      await takeGuestText(parts, conversation, placeholder.text);
      return json(200, { status: 'processed' });
    }),
  );
}
