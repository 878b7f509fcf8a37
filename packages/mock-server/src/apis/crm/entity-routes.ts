import type { Hono } from 'hono';
import { invalid, json } from './answers';
import { type Parts, answering } from './endpoint';

const types = ['lead', 'deal', 'customer'];
const mostAtOnce = 20;

/**
 * Stands in for the rest of a host's CRM, where leads, deals and customers are kept: the messaging API takes and tells
 * their numbers only. It knows nobody; `type` with `search` or `ids`, separated by commas.
 */
export function mountEntities(app: Hono, parts: Parts): void {
  app.get('/entities/', ({ req }) =>
    answering(parts, async () => {
      const { type = '', search = '', ids } = req.query();
      if (!types.includes(type)) throw invalid({ type: [`"${type}" is not a valid choice.`] });
      const wanted = ids === undefined ? { search } : { ids: ids.split(',').map(Number) };
      const found = await parts.world.crm.entities.find(type, wanted);
      return json(200, ids === undefined ? found.slice(0, mostAtOnce) : found);
    }),
  );
}
