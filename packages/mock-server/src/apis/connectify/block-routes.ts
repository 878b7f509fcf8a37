import type { Hono } from 'hono';
import { block, requireBlock } from '../../world/acts/block';
import { Refusal } from '../../world/refusal';
import { rejectWith } from '../django/answers';
import { encodeBlock } from './encode';
import { type Operation, type Parts, json, mount, noContent, vouched } from './endpoint';
import { createFieldReader } from './fields';

const root = '/api/messaging/blocks/';
const one = `${root}:id{[0-9]+}/`;

export function mountBlocks(app: Hono, parts: Parts): void {
  const { world, profile } = parts;
  const isDocumented = profile === 'documented';

  const create = (isDocumentPath: boolean): Operation => ({
    act: 'block',
    isDocumentPath,
    async run(call) {
      const fields = createFieldReader(await call.body());
      const blockedId = fields.integer('blocked_id');
      const organisationId = fields.integer('organization_id');
      fields.finish();
      const added = await block(world, call.person, vouched(blockedId), vouched(organisationId));
      return json(201, encodeBlock(added));
    },
  });

  const remove = (isDocumentPath: boolean): Operation => ({
    async run({ person, id }) {
      await requireBlock(world, person, id).catch(async (error: unknown) => {
        const isForeign = error instanceof Refusal && (await world.blocks.exists(id));
        if (!(isDocumentPath && isForeign)) throw error;
        throw rejectWith(403, 'You can only unblock users you have blocked');
      });
      await world.blocks.remove(id);
      return noContent();
    },
  });

  mount(app, parts, {
    path: root,
    methods: {
      GET: {
        run: async ({ person }) => json(200, (await world.blocks.ofPerson(person.id)).map(encodeBlock)),
      },
      ...(isDocumented ? { POST: create(true) } : {}),
    },
  });
  mount(app, parts, { path: `${root}create/`, methods: { POST: create(false) } });
  mount(app, parts, {
    path: one,
    methods: {
      GET: { run: async ({ person, id }) => json(200, encodeBlock(await requireBlock(world, person, id))) },
      ...(isDocumented ? { DELETE: remove(true) } : {}),
    },
  });
  mount(app, parts, { path: `${one}delete/`, methods: { DELETE: remove(false) } });
}
