import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeDocumented } from '../../testing/surface';
import { type Stage, northwind, openStage, people, profiles } from './connectify.test-support';
import {
  groupShape,
  membershipShape,
  messageShape,
  pageShape,
  previewShape,
  userShape,
} from './shapes.test-support';

describe('requests about groups', () => {
  let stage: Stage;
  afterEach(() => stage.close());

  const { bruno, chiara, eve } = people;
  const team = {
    name: 'Project Team',
    description: 'Group chat for our project team',
    organization_id: northwind,
    member_ids: [bruno, chiara],
  };
  const pixel = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

  const paths = [
    ['documented', '/group-chats/'],
    ['documented', '/group-chats/create/'],
    ['deployed', '/group-chats/create/'],
  ] as const;

  for (const [profile, path] of paths) {
    describe(`creating a group at ${path}, ${profile}`, () => {
      beforeEach(async () => {
        stage = await openStage(profile);
      });

      const create = (as: string, body: unknown) => stage.ask(as, 'POST', path.slice(1), body);
      // The document shows one text, servers answer a list.
      const said = (text: string) =>
        path === '/group-chats/' ? { detail: text } : { non_field_errors: [text] };

      describeDocumented(`POST ${path}`, () => {
        it('success: 201 with the members, oneself as admin, and the first message', async () => {
          const answer = await create('amira', {
            ...team,
            initial_message: 'Welcome to the project team chat!',
          });
          expect(answer.status).toBe(201);
          expect(answer.body).toEqual(
            groupShape({
              name: 'Project Team',
              description: 'Group chat for our project team',
              created_by: userShape('amira'),
              members_count: 3,
              user_role: 'admin',
              last_message: previewShape({ content: 'Welcome to the project team chat!' }),
              unread_count: 1,
              messages: [messageShape(profile, { content: 'Welcome to the project team chat!' })],
              members: [
                membershipShape('amira', 'admin'),
                membershipShape('bruno', 'member'),
                membershipShape('chiara', 'member'),
              ],
            }),
          );
        });

        it('success: alone, without a description, without a first message', async () => {
          const answer = await create('amira', { name: 'Alone', organization_id: northwind, member_ids: [] });
          expect(answer.status).toBe(201);
          expect(answer.body).toEqual(
            groupShape({
              description: '',
              members_count: 1,
              user_role: 'admin',
              messages: [],
              members: [membershipShape('amira', 'admin')],
            }),
          );
        });

        it('success: a form brings the picture, and members as a repeated field', async () => {
          const form = new FormData();
          for (const [name, value] of Object.entries(team)) {
            for (const each of [value].flat()) form.append(name, String(each));
          }
          form.append('avatar', new File([pixel], 'team.png', { type: 'image/png' }));
          const { status, body } = await create('amira', form);
          expect(status).toBe(201);
          expect(body).toMatchObject({ members_count: 3, avatar_url: expect.any(String) as string });
          const picture = await fetch(`${stage.server.url}${(body as { avatar_url: string }).avatar_url}`);
          expect(picture.headers.get('content-type')).toBe('image/png');
        });

        it.each([
          ['400 name: This field is required.', { name: undefined }, { name: ['This field is required.'] }],
          [
            '400 name: This field may not be blank.',
            { name: ' ' },
            { name: ['This field may not be blank.'] },
          ],
          [
            '400 name: Ensure this field has no more than 100 characters.',
            { name: 'x'.repeat(101) },
            { name: ['Ensure this field has no more than 100 characters.'] },
          ],
          [
            '400 organization_id: A valid integer is required.',
            { organization_id: 'Northwind' },
            { organization_id: ['A valid integer is required.'] },
          ],
          [
            '400 member_ids: This field is required.',
            { member_ids: undefined },
            { member_ids: ['This field is required.'] },
          ],
          [
            '400 initial_message: This field may not be blank.',
            { initial_message: '' },
            { initial_message: ['This field may not be blank.'] },
          ],
          ['400 Organization not found', { organization_id: 999 }, said('Organization not found')],
          [
            "400 User with ID 5 doesn't belong to this organization",
            { member_ids: [bruno, eve] },
            said(`User with ID ${eve} doesn't belong to this organization`),
          ],
        ])('%s', async (_error, change, body) => {
          expect(await create('amira', { ...team, ...change })).toMatchObject({ status: 400, body });
          expect((await stage.ask('amira', 'GET', 'group-chats/')).body).toEqual([]);
        });

        it('400 avatar: no picture', async () => {
          const form = new FormData();
          for (const name of ['name', 'organization_id', 'member_ids'] as const) {
            form.append(name, String([team[name]].flat()[0]));
          }
          form.append('avatar', new File(['<svg/>'], 'team.svg', { type: 'image/svg+xml' }));
          expect(await create('amira', form)).toMatchObject({
            status: 400,
            body: {
              avatar: [
                'Upload a valid image. The file you uploaded was either not an image or a corrupted image.',
              ],
            },
          });
        });

        it("400 You don't belong to this organization", async () => {
          expect(await create('eve', team)).toMatchObject({
            status: 400,
            body: said("You don't belong to this organization"),
          });
        });

        it('400 You are blocked by: bruno, chiara', async () => {
          await stage.block('bruno', 'amira');
          await stage.block('chiara', 'amira');
          expect(await create('amira', team)).toMatchObject({
            status: 400,
            body: said('You are blocked by: bruno, chiara'),
          });
        });

        it('500 a member named twice', async () => {
          const answer = await create('amira', { ...team, member_ids: [bruno, bruno] });
          expect(answer.status).toBe(500);
          expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
          // It is there all the same.
          expect((await stage.ask('bruno', 'GET', 'group-chats/')).body).toMatchObject([
            { name: 'Project Team' },
          ]);
        });
      });
    });
  }

  describe('creating a group under the path of the document, on real servers', () => {
    describeDocumented('POST /group-chats/', () => {
      it('405 on real servers', async () => {
        stage = await openStage('deployed');
        expect(await stage.ask('amira', 'POST', 'group-chats/', team)).toMatchObject({
          status: 405,
          body: { detail: 'Method "POST" not allowed.' },
        });
      });
    });
  });

  describe.each(profiles)('reading groups, %s', (profile) => {
    beforeEach(async () => {
      stage = await openStage(profile);
    });

    const refusal = { status: 404, body: { detail: 'No GroupChat matches the given query.' } };

    function refusesOutsiders(last: string): void {
      it('404 unknown', async () => {
        expect(await stage.ask('amira', 'GET', `group-chats/99/${last}`)).toMatchObject(refusal);
      });

      it('404 not inside', async () => {
        const id = await stage.group('amira', ['bruno']);
        expect(await stage.ask('chiara', 'GET', `group-chats/${id}/${last}`)).toMatchObject(refusal);
        expect(await stage.ask('root', 'GET', `group-chats/${id}/${last}`)).toMatchObject(refusal);
      });
    }

    describeDocumented('GET /group-chats/', () => {
      it("success: lists one's own, last moved first, with role, preview and unread count", async () => {
        const first = await stage.group('amira', ['bruno', 'chiara']);
        const second = await stage.group('bruno', ['amira']);
        await stage.group('bruno', ['chiara']);
        await stage.sent('chiara', `group-chats/${first}`, 'Moves it up');
        const answer = await stage.ask('amira', 'GET', 'group-chats/');
        expect(answer.status).toBe(200);
        expect(answer.body).toEqual([
          groupShape({
            id: first,
            created_by: userShape('amira'),
            members_count: 3,
            user_role: 'admin',
            last_message: previewShape({ sender: userShape('chiara'), content: 'Moves it up' }),
            unread_count: 1,
          }),
          groupShape({ id: second, created_by: userShape('bruno'), members_count: 2, user_role: 'member' }),
        ]);
      });

      it('success: leaves out those that were deleted', async () => {
        const id = await stage.group('amira', ['bruno']);
        await stage.ask('amira', 'DELETE', `group-chats/${id}/delete/`);
        expect(await stage.ask('bruno', 'GET', 'group-chats/')).toMatchObject({ status: 200, body: [] });
      });
    });

    describeDocumented('GET /group-chats/{id}/', () => {
      it('success: shows members and all messages, and marks nothing read', async () => {
        const id = await stage.group('amira', ['bruno']);
        await stage.sent('amira', `group-chats/${id}`, 'First');
        await stage.sent('amira', `group-chats/${id}`, 'Second');
        const first = messageShape(profile, { content: 'First' });
        const second = messageShape(profile, { content: 'Second' });
        const expected = groupShape({
          id,
          members_count: 2,
          last_message: previewShape({ content: 'Second' }),
          unread_count: 2,
          messages: profile === 'documented' ? [first, second] : [second, first],
          members: [membershipShape('amira', 'admin'), membershipShape('bruno', 'member')],
        });
        for (const time of ['first', 'again']) {
          const answer = await stage.ask('bruno', 'GET', `group-chats/${id}/`);
          expect(answer.status, time).toBe(200);
          expect(answer.body).toEqual(expected);
        }
      });

      refusesOutsiders('');
    });

    describeDocumented('GET /group-chats/{id}/messages/', () => {
      it('success: a page newest first, which marks the whole group read', async () => {
        const id = await stage.group('amira', ['bruno']);
        await stage.sent('amira', `group-chats/${id}`, 'First');
        await stage.sent('amira', `group-chats/${id}`, 'Second');
        const answer = await stage.ask('bruno', 'GET', `group-chats/${id}/messages/?page=2&page_size=1`);
        expect(answer.status).toBe(200);
        const read_by = [expect.objectContaining({ user: userShape('bruno') }) as object];
        expect(answer.body).toEqual(
          pageShape([messageShape(profile, { content: 'First', read_by })], {
            count: 2,
            previous: `${stage.server.url}/api/messaging/group-chats/${id}/messages/?page_size=1`,
          }),
        );
        expect((await stage.ask('bruno', 'GET', 'group-chats/')).body).toMatchObject([{ unread_count: 0 }]);
      });

      refusesOutsiders('messages/');

      it('404 Invalid page.', async () => {
        const id = await stage.group('amira', []);
        for (const page of ['0', '2', 'first']) {
          expect(await stage.ask('amira', 'GET', `group-chats/${id}/messages/?page=${page}`)).toMatchObject({
            status: 404,
            body: { detail: 'Invalid page.' },
          });
        }
      });
    });
  });
});
