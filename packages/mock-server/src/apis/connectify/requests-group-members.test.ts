import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeDocumented } from '../../testing/surface';
import { type Stage, openStage, people } from './connectify.test-support';
import { groupShape, membershipShape, previewShape } from './shapes.test-support';

describe('requests about members of groups', () => {
  const { amira, bruno, chiara, dmitri, eve } = people;

  const spellings = [
    ['documented', 'add_members', 'remove_member', 'change_role'],
    ['documented', 'add-members', 'remove-member', 'change-role'],
    ['deployed', 'add-members', 'remove-member', 'change-role'],
  ] as const;

  let stage: Stage;
  afterEach(() => stage.close());

  const notFound = { status: 404, body: { detail: 'No GroupChat matches the given query.' } };

  for (const [profile, add, remove, change] of spellings) {
    describe(`${add}, ${remove} and ${change}, ${profile}`, () => {
      let id: number;

      beforeEach(async () => {
        stage = await openStage(profile);
        id = await stage.group('amira', ['bruno', 'chiara']);
      });

      const ask = (as: string, last: string, body: object, group = id) =>
        stage.ask(as, 'POST', `group-chats/${group}/${last}/`, body);
      const members = async () =>
        (
          (await stage.ask('amira', 'GET', `group-chats/${id}/`)).body as {
            members: { user: { username: string }; role: string }[];
          }
        ).members.map(({ user, role }) => `${user.username} ${role}`);
      const lastWords = async () =>
        (await stage.ask('amira', 'GET', `group-chats/${id}/`)).body as {
          last_message: { content: string } | null;
        };
      const unchanged = ['amira admin', 'bruno member', 'chiara member'];

      function refusesOutsiders(last: string, body: object): void {
        it('404 unknown', async () => {
          expect(await ask('amira', last, body, 99)).toMatchObject(notFound);
        });

        it('404 not inside', async () => {
          expect(await ask('dmitri', last, body)).toMatchObject(notFound);
          expect(await members()).toEqual(unchanged);
        });
      }

      describeDocumented(`POST /group-chats/{id}/${add}/`, () => {
        it('success: 200 with the group, and a line that says so', async () => {
          const answer = await ask('amira', add, { member_ids: [dmitri] });
          expect(answer.status).toBe(200);
          expect(answer.body).toEqual(
            groupShape({
              id,
              members_count: 4,
              user_role: 'admin',
              last_message: previewShape({ content: 'Added dmitri to the group' }),
              unread_count: 1,
              messages: [expect.objectContaining({ content: 'Added dmitri to the group' }) as object],
              members: [
                membershipShape('amira', 'admin'),
                membershipShape('bruno', 'member'),
                membershipShape('chiara', 'member'),
                membershipShape('dmitri', 'member'),
              ],
            }),
          );
        });

        it('success: those present are passed over without a word', async () => {
          expect(await ask('amira', add, { member_ids: [bruno] })).toMatchObject({
            status: 200,
            body: { members_count: 3, last_message: null },
          });
        });

        refusesOutsiders(add, { member_ids: [dmitri] });

        it('403 Only admins can add members', async () => {
          expect(await ask('bruno', add, { member_ids: [dmitri] })).toMatchObject({
            status: 403,
            body: { detail: 'Only admins can add members' },
          });
          expect(await members()).toEqual(unchanged);
        });

        it('400 No member IDs provided', async () => {
          for (const body of [{}, { member_ids: [] }]) {
            expect(await ask('amira', add, body)).toMatchObject({
              status: 400,
              body: { detail: 'No member IDs provided' },
            });
          }
        });

        it("400 User with ID 5 doesn't belong to this organization", async () => {
          expect(await ask('amira', add, { member_ids: [dmitri, eve] })).toMatchObject({
            status: 400,
            body: { detail: "User with ID 5 doesn't belong to this organization" },
          });
          expect(await members()).toEqual(unchanged);
        });
      });

      describeDocumented(`POST /group-chats/{id}/${remove}/`, () => {
        it('success: 200 with the group without them, and a line that says so', async () => {
          expect(await ask('amira', remove, { member_id: bruno })).toMatchObject({
            status: 200,
            body: { members_count: 2, user_role: 'admin' },
          });
          expect(await members()).toEqual(['amira admin', 'chiara member']);
          expect((await lastWords()).last_message?.content).toBe('bruno was removed from the group');
          expect(await stage.ask('bruno', 'GET', `group-chats/${id}/`)).toMatchObject(notFound);
        });

        it('success: everybody may leave, and then has no role', async () => {
          expect(await ask('bruno', remove, { member_id: bruno })).toMatchObject({
            status: 200,
            body: { members_count: 2, user_role: null },
          });
          expect((await lastWords()).last_message?.content).toBe('bruno left the group');
        });

        refusesOutsiders(remove, { member_id: bruno });

        it('403 Only admins can remove other members', async () => {
          expect(await ask('bruno', remove, { member_id: chiara })).toMatchObject({
            status: 403,
            body: { detail: 'Only admins can remove other members' },
          });
          expect(await members()).toEqual(unchanged);
        });

        it.each([
          ['400 No member ID provided', {}, 'No member ID provided'],
          [
            '400 User is not a member of this group chat',
            { member_id: dmitri },
            'User is not a member of this group chat',
          ],
          [
            '400 Cannot remove the last admin. Promote another member to admin first.',
            { member_id: amira },
            'Cannot remove the last admin. Promote another member to admin first.',
          ],
        ])('%s', async (_error, body, detail) => {
          expect(await ask('amira', remove, body)).toMatchObject({ status: 400, body: { detail } });
          expect(await members()).toEqual(unchanged);
        });

        it('404 an unknown person', async () => {
          expect(await ask('amira', remove, { member_id: 999 })).toMatchObject({
            status: 404,
            body: { detail: 'No User matches the given query.' },
          });
        });

        it('500 a member id that is no number', async () => {
          expect((await ask('amira', remove, { member_id: 'bruno' })).status).toBe(500);
        });
      });

      describeDocumented(`POST /group-chats/{id}/${change}/`, () => {
        it('success: 200 with the membership, and a line that says so', async () => {
          const answer = await ask('amira', change, { member_id: bruno, role: 'admin' });
          expect(answer.status).toBe(200);
          expect(answer.body).toEqual(membershipShape('bruno', 'admin'));
          expect((await lastWords()).last_message?.content).toBe('bruno is now a admin');
        });

        it('success: with another admin there, an admin may become a member', async () => {
          await ask('amira', change, { member_id: bruno, role: 'admin' });
          expect(await ask('bruno', change, { member_id: amira, role: 'member' })).toMatchObject({
            status: 200,
            body: membershipShape('amira', 'member'),
          });
        });

        refusesOutsiders(change, { member_id: bruno, role: 'admin' });

        it('403 Only admins can change roles', async () => {
          expect(await ask('bruno', change, { member_id: bruno, role: 'admin' })).toMatchObject({
            status: 403,
            body: { detail: 'Only admins can change roles' },
          });
          expect(await members()).toEqual(unchanged);
        });

        it.each([
          ['400 Member ID and role are required', { member_id: bruno }, 'Member ID and role are required'],
          [
            "400 Invalid role. Must be 'admin' or 'member'",
            { member_id: bruno, role: 'owner' },
            "Invalid role. Must be 'admin' or 'member'",
          ],
          [
            '400 User is not a member of this group chat',
            { member_id: dmitri, role: 'admin' },
            'User is not a member of this group chat',
          ],
          [
            '400 Cannot demote the last admin. Promote another member to admin first.',
            { member_id: amira, role: 'member' },
            'Cannot demote the last admin. Promote another member to admin first.',
          ],
        ])('%s', async (_error, body, detail) => {
          expect(await ask('amira', change, body)).toMatchObject({ status: 400, body: { detail } });
          expect(await members()).toEqual(unchanged);
        });
      });
    });
  }

  for (const last of ['add_members', 'remove_member', 'change_role']) {
    describe(`${last} on real servers`, () => {
      describeDocumented(`POST /group-chats/{id}/${last}/`, () => {
        it('404 on real servers', async () => {
          stage = await openStage('deployed');
          const id = await stage.group('amira', ['bruno']);
          const answer = await stage.ask('amira', 'POST', `group-chats/${id}/${last}/`, {});
          expect(answer.status).toBe(404);
          expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
        });
      });
    });
  }
});
