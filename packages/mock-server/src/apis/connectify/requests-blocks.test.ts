import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeDocumented } from '../../testing/surface';
import { type Stage, northwind, openStage, people, profiles } from './connectify.test-support';
import { blockShape } from './shapes.test-support';

describe('requests about blocks', () => {
  let stage: Stage;
  afterEach(() => stage.close());

  const chiara = { blocked_id: people.chiara, organization_id: northwind };

  const paths = [
    ['documented', '/blocks/'],
    ['documented', '/blocks/create/'],
    ['deployed', '/blocks/create/'],
  ] as const;

  for (const [profile, path] of paths) {
    describe(`blocking at ${path}, ${profile}`, () => {
      beforeEach(async () => {
        stage = await openStage(profile);
      });

      const block = (as: string, body: object) => stage.ask(as, 'POST', path.slice(1), body);
      // The document shows one text, servers answer a list.
      const said = (text: string) => (path === '/blocks/' ? { detail: text } : { non_field_errors: [text] });

      describeDocumented(`POST ${path}`, () => {
        it('success: 201 with the block', async () => {
          const answer = await block('amira', chiara);
          expect(answer.status).toBe(201);
          expect(answer.body).toEqual(blockShape('amira', 'chiara'));
        });

        it.each([
          [
            '400 blocked_id: This field is required.',
            { organization_id: northwind },
            { blocked_id: ['This field is required.'] },
          ],
          [
            '400 organization_id: A valid integer is required.',
            { blocked_id: people.chiara, organization_id: 'Northwind' },
            { organization_id: ['A valid integer is required.'] },
          ],
          [
            '400 User to block not found',
            { blocked_id: 999, organization_id: northwind },
            said('User to block not found'),
          ],
          [
            '400 Organization not found',
            { blocked_id: people.chiara, organization_id: 999 },
            said('Organization not found'),
          ],
          [
            "400 The user to block doesn't belong to this organization",
            { blocked_id: people.eve, organization_id: northwind },
            said("The user to block doesn't belong to this organization"),
          ],
        ])('%s', async (_error, body, answer) => {
          expect(await block('amira', body)).toMatchObject({ status: 400, body: answer });
          expect((await stage.ask('amira', 'GET', 'blocks/')).body).toEqual([]);
        });

        it("400 You don't belong to this organization", async () => {
          expect(await block('eve', chiara)).toMatchObject({
            status: 400,
            body: said("You don't belong to this organization"),
          });
        });

        it('400 You have already blocked this user', async () => {
          await block('amira', chiara);
          expect(await block('amira', chiara)).toMatchObject({
            status: 400,
            body: said('You have already blocked this user'),
          });
        });
      });
    });
  }

  describe('the paths of the document on real servers', () => {
    beforeEach(async () => {
      stage = await openStage('deployed');
    });

    const refusal = (method: string) => ({
      status: 405,
      body: { detail: `Method "${method}" not allowed.` },
    });

    describeDocumented('POST /blocks/', () => {
      it('405 on real servers', async () => {
        expect(await stage.ask('amira', 'POST', 'blocks/', chiara)).toMatchObject(refusal('POST'));
      });
    });

    describeDocumented('DELETE /blocks/{id}/', () => {
      it('405 on real servers', async () => {
        const id = await stage.block('amira', 'chiara');
        expect(await stage.ask('amira', 'DELETE', `blocks/${id}/`)).toMatchObject(refusal('DELETE'));
      });
    });
  });

  describe.each(profiles)("listing and ending one's blocks, %s", (profile) => {
    beforeEach(async () => {
      stage = await openStage(profile);
    });

    const notFound = { status: 404, body: { detail: 'No UserBlock matches the given query.' } };

    describeDocumented('GET /blocks/', () => {
      it("success: one's own, and nobody else's", async () => {
        await stage.block('amira', 'bruno');
        await stage.block('amira', 'chiara');
        await stage.block('bruno', 'amira');
        const answer = await stage.ask('amira', 'GET', 'blocks/');
        expect(answer.status).toBe(200);
        expect(answer.body).toEqual([blockShape('amira', 'bruno'), blockShape('amira', 'chiara')]);
      });
    });

    describeDocumented('DELETE /blocks/{id}/delete/', () => {
      it('success: 204, and the other may write again', async () => {
        const talk = await stage.talk('amira', 'chiara');
        const id = await stage.block('amira', 'chiara');
        expect(await stage.ask('amira', 'DELETE', `blocks/${id}/delete/`)).toMatchObject({
          status: 204,
          body: '',
        });
        expect((await stage.ask('amira', 'GET', 'blocks/')).body).toEqual([]);
        expect(await stage.sent('chiara', `conversations/${talk}`, 'Hello again')).toBeGreaterThan(0);
      });

      it('404 unknown', async () => {
        expect(await stage.ask('amira', 'DELETE', 'blocks/99/delete/')).toMatchObject(notFound);
      });

      it("404 somebody else's", async () => {
        const id = await stage.block('amira', 'chiara');
        for (const other of ['bruno', 'chiara']) {
          expect(await stage.ask(other, 'DELETE', `blocks/${id}/delete/`)).toMatchObject(notFound);
        }
        expect((await stage.ask('amira', 'GET', 'blocks/')).body).toMatchObject([{ id }]);
      });
    });
  });

  describe('ending a block as the document lists it', () => {
    beforeEach(async () => {
      stage = await openStage('documented');
    });

    describeDocumented('DELETE /blocks/{id}/', () => {
      it('success: 204, and the block is gone', async () => {
        const id = await stage.block('amira', 'chiara');
        expect(await stage.ask('amira', 'DELETE', `blocks/${id}/`)).toMatchObject({ status: 204, body: '' });
        expect((await stage.ask('amira', 'GET', 'blocks/')).body).toEqual([]);
      });

      it('403 You can only unblock users you have blocked', async () => {
        const id = await stage.block('amira', 'chiara');
        for (const other of ['bruno', 'chiara']) {
          expect(await stage.ask(other, 'DELETE', `blocks/${id}/`)).toMatchObject({
            status: 403,
            body: { detail: 'You can only unblock users you have blocked' },
          });
        }
        expect((await stage.ask('amira', 'GET', 'blocks/')).body).toMatchObject([{ id }]);
      });

      it('404 unknown', async () => {
        expect((await stage.ask('amira', 'DELETE', 'blocks/99/')).status).toBe(404);
      });
    });
  });
});
