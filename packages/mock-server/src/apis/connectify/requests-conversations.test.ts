import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeDocumented } from '../../testing/surface';
import { type Stage, eastgate, northwind, openStage, people, profiles } from './connectify.test-support';
import { conversationShape, messageShape, pageShape, previewShape, userShape } from './shapes.test-support';

describe('requests about conversations', () => {
  let stage: Stage;
  afterEach(() => stage.close());

  const withBruno = { participant_id: people.bruno, organization_id: northwind };

  /** What creating refuses under either path; `said` is the body that a text comes in. */
  function refusesToCreate(path: string, said: (text: string) => object): void {
    it.each([
      [
        '400 participant_id: This field is required.',
        { organization_id: northwind },
        { participant_id: ['This field is required.'] },
      ],
      [
        '400 organization_id: A valid integer is required.',
        { participant_id: people.bruno, organization_id: 'Northwind' },
        { organization_id: ['A valid integer is required.'] },
      ],
      [
        '400 Participant not found',
        { participant_id: 999, organization_id: northwind },
        said('Participant not found'),
      ],
      [
        '400 Organization not found',
        { participant_id: people.bruno, organization_id: 999 },
        said('Organization not found'),
      ],
      [
        '400 Both users must be members of the organization',
        { participant_id: people.amira, organization_id: northwind },
        said('Both users must be members of the organization'),
      ],
    ])('%s', async (_error, body, answer) => {
      expect(await stage.ask('amira', 'POST', path, body)).toMatchObject({ status: 400, body: answer });
      expect((await stage.ask('amira', 'GET', 'conversations/')).body).toEqual([]);
    });
  }

  describe('creating a conversation, as the document lists it', () => {
    beforeEach(async () => {
      stage = await openStage('documented');
    });

    describeDocumented('POST /conversations/', () => {
      const create = (as: string, body: object) => stage.ask(as, 'POST', 'conversations/', body);

      it('success: 201 with both people and the first message', async () => {
        const answer = await create('amira', { ...withBruno, initial_message: "Hello, let's chat!" });
        expect(answer.status).toBe(201);
        expect(answer.body).toEqual(
          conversationShape({
            participants: [userShape('amira'), userShape('bruno')],
            organization: { id: northwind, name: 'Northwind' },
            last_message: previewShape({ sender: userShape('amira'), content: "Hello, let's chat!" }),
            // One's own messages count as unread too.
            unread_count: 1,
            messages: [messageShape('documented', { content: "Hello, let's chat!" })],
          }),
        );
      });

      refusesToCreate('conversations/', (detail) => ({ detail }));

      it("400 You don't belong to this organization", async () => {
        const body = { participant_id: people.amira, organization_id: northwind };
        expect(await create('eve', body)).toMatchObject({
          status: 400,
          body: { detail: "You don't belong to this organization" },
        });
      });

      it("400 The participant doesn't belong to this organization", async () => {
        const body = { participant_id: people.eve, organization_id: northwind };
        expect(await create('amira', body)).toMatchObject({
          status: 400,
          body: { detail: "The participant doesn't belong to this organization" },
        });
      });

      it('400 Conversation already exists', async () => {
        const id = await stage.talk('amira', 'bruno');
        const body = { detail: 'Conversation already exists', conversation_id: id };
        expect(await create('amira', withBruno)).toMatchObject({ status: 400, body });
        const other = { participant_id: people.amira, organization_id: northwind };
        expect(await create('bruno', other)).toMatchObject({ status: 400, body });
      });

      it('400 You have been blocked by this user', async () => {
        await stage.block('bruno', 'amira');
        expect(await create('amira', withBruno)).toMatchObject({
          status: 400,
          body: { detail: 'You have been blocked by this user' },
        });
      });
    });
  });

  describe('creating a conversation under the paths of the document, on real servers', () => {
    beforeEach(async () => {
      stage = await openStage('deployed');
    });

    describeDocumented('POST /conversations/', () => {
      it('405 on real servers', async () => {
        expect(await stage.ask('amira', 'POST', 'conversations/', withBruno)).toMatchObject({
          status: 405,
          body: { detail: 'Method "POST" not allowed.' },
        });
      });
    });
  });

  describe.each(profiles)("creating a conversation as the document's client does, %s", (profile) => {
    beforeEach(async () => {
      stage = await openStage(profile);
    });

    const path = 'conversations/create/';
    const create = (as: string, body: object) => stage.ask(as, 'POST', path, body);

    describeDocumented('POST /conversations/create/', () => {
      it('success: 201 with both people, the first message or none', async () => {
        const answer = await create('amira', { ...withBruno, initial_message: 'Hello' });
        expect(answer.status).toBe(201);
        expect(answer.body).toEqual(
          conversationShape({
            participants: [userShape('amira'), userShape('bruno')],
            last_message: previewShape({ content: 'Hello' }),
            unread_count: 1,
            messages: [messageShape(profile, { content: 'Hello' })],
          }),
        );
        const empty = await create('amira', { participant_id: people.chiara, organization_id: northwind });
        expect(empty.body).toEqual(
          conversationShape({ participants: [userShape('amira'), userShape('chiara')], messages: [] }),
        );
      });

      it('success: an empty first message becomes the words for none', async () => {
        const { body } = await create('amira', { ...withBruno, initial_message: '' });
        expect(body).toMatchObject({ messages: [{ content: 'No initial message' }] });
      });

      it('success: the same two may talk in another organisation as well', async () => {
        const talk = { participant_id: people.amira, organization_id: eastgate };
        expect(await create('eve', talk)).toMatchObject({
          status: 201,
          body: { organization: { id: eastgate, name: 'Eastgate' } },
        });
      });

      refusesToCreate(path, (text) => ({ non_field_errors: [text] }));

      it('400 Conversation already exists', async () => {
        const id = await stage.talk('amira', 'bruno');
        const body =
          profile === 'documented'
            ? { detail: ['Conversation already exists'], conversation_id: [String(id)] }
            : { non_field_errors: ['Conversation already exists'] };
        expect(await create('amira', withBruno)).toMatchObject({ status: 400, body });
      });
    });
  });

  describe('what only one revision says of creating a conversation', () => {
    const path = 'conversations/create/';
    const outsider = { participant_id: people.eve, organization_id: northwind };
    const asOutsider = { participant_id: people.amira, organization_id: northwind };

    describeDocumented('POST /conversations/create/', () => {
      it("400 You don't belong to this organization", async () => {
        stage = await openStage('documented');
        expect(await stage.ask('eve', 'POST', path, asOutsider)).toMatchObject({
          status: 400,
          body: { non_field_errors: ["You don't belong to this organization"] },
        });
      });

      it("400 The participant doesn't belong to this organization", async () => {
        stage = await openStage('documented');
        expect(await stage.ask('amira', 'POST', path, outsider)).toMatchObject({
          status: 400,
          body: { non_field_errors: ["The participant doesn't belong to this organization"] },
        });
      });

      it('400 Both users must be members of the organization', async () => {
        stage = await openStage('deployed');
        const answer = {
          status: 400,
          body: { non_field_errors: ['Both users must be members of the organization'] },
        };
        expect(await stage.ask('eve', 'POST', path, asOutsider)).toMatchObject(answer);
        expect(await stage.ask('amira', 'POST', path, outsider)).toMatchObject(answer);
      });

      it('400 You have been blocked by this user', async () => {
        stage = await openStage('documented');
        await stage.block('bruno', 'amira');
        expect(await stage.ask('amira', 'POST', path, withBruno)).toMatchObject({
          status: 400,
          body: { non_field_errors: ['You have been blocked by this user'] },
        });
      });

      it('success: real servers let the blocked one open it, and then refuse what is sent', async () => {
        stage = await openStage('deployed');
        await stage.block('bruno', 'amira');
        const { status, body } = await stage.ask('amira', 'POST', path, withBruno);
        expect(status).toBe(201);
        const send = `conversations/${(body as { id: number }).id}/send-message/`;
        expect((await stage.ask('amira', 'POST', send, { content: 'Hello?' })).status).toBe(403);
      });
    });
  });

  describe.each(profiles)('reading conversations, %s', (profile) => {
    beforeEach(async () => {
      stage = await openStage(profile);
    });

    /** Everybody but the two, and a number that nobody has. */
    function refusesOutsiders(last: string): void {
      const refusal = { status: 404, body: { detail: 'No Conversation matches the given query.' } };

      it('404 unknown', async () => {
        expect(await stage.ask('amira', 'GET', `conversations/99/${last}`)).toMatchObject(refusal);
      });

      it('404 not inside', async () => {
        const id = await stage.talk('amira', 'bruno');
        expect(await stage.ask('chiara', 'GET', `conversations/${id}/${last}`)).toMatchObject(refusal);
        // An administrator's account has no say in what people tell each other.
        expect(await stage.ask('root', 'GET', `conversations/${id}/${last}`)).toMatchObject(refusal);
      });
    }

    describeDocumented('GET /conversations/', () => {
      it("success: lists one's own, last moved first, with preview and unread count", async () => {
        const first = await stage.talk('amira', 'bruno', 'x'.repeat(101));
        const second = await stage.talk('chiara', 'amira');
        const others = await stage.talk('bruno', 'chiara');
        const answer = await stage.ask('amira', 'GET', 'conversations/');
        expect(answer.status).toBe(200);
        expect(answer.body).toEqual([
          conversationShape({ id: second, participants: [userShape('amira'), userShape('chiara')] }),
          conversationShape({
            id: first,
            last_message: previewShape({ sender: userShape('amira'), content: 'x'.repeat(100) }),
            unread_count: 1,
          }),
        ]);
        await stage.sent('bruno', `conversations/${first}`, 'Moves it up');
        const { body } = await stage.ask('amira', 'GET', 'conversations/');
        expect((body as { id: number }[]).map(({ id }) => id)).toEqual([first, second]);
        expect(others).toBeGreaterThan(second);
      });

      it('success: leaves out those that were deleted', async () => {
        const id = await stage.talk('amira', 'bruno');
        await stage.ask('bruno', 'DELETE', `conversations/${id}/delete/`);
        expect(await stage.ask('amira', 'GET', 'conversations/')).toMatchObject({ status: 200, body: [] });
      });
    });

    describeDocumented('GET /conversations/{id}/', () => {
      it('success: shows people and all messages, and marks nothing read', async () => {
        const id = await stage.talk('amira', 'bruno', 'First');
        await stage.sent('amira', `conversations/${id}`, 'Second');
        const answer = await stage.ask('bruno', 'GET', `conversations/${id}/`);
        expect(answer.status).toBe(200);
        const first = messageShape(profile, { content: 'First' });
        const second = messageShape(profile, { content: 'Second' });
        expect(answer.body).toEqual(
          conversationShape({
            id,
            last_message: previewShape({ content: 'Second' }),
            unread_count: 2,
            messages: profile === 'documented' ? [first, second] : [second, first],
          }),
        );
        expect((await stage.ask('bruno', 'GET', `conversations/${id}/`)).body).toMatchObject({
          unread_count: 2,
        });
      });

      refusesOutsiders('');
    });

    describeDocumented('GET /conversations/{id}/messages/', () => {
      const contents = (body: unknown) =>
        (body as { results: { content: string }[] }).results.map(({ content }) => content);

      it('success: a page newest first, which marks the whole conversation read', async () => {
        const id = await stage.talk('amira', 'bruno', 'First');
        await stage.sent('amira', `conversations/${id}`, 'Second');
        const answer = await stage.ask('bruno', 'GET', `conversations/${id}/messages/?page_size=1`);
        expect(answer.status).toBe(200);
        const url = `${stage.server.url}/api/messaging/conversations/${id}/messages/`;
        const read = [
          {
            id: expect.any(Number) as number,
            user: userShape('bruno'),
            read_at: expect.any(String) as string,
          },
        ];
        expect(answer.body).toEqual(
          pageShape([messageShape(profile, { content: 'Second', read_by: read })], {
            count: 2,
            next: `${url}?page=2&page_size=1`,
          }),
        );
        const { body } = await stage.ask('bruno', 'GET', `conversations/${id}/messages/?page=2&page_size=1`);
        expect(body).toMatchObject({ previous: `${url}?page_size=1`, results: [{ read_by: read }] });
        expect((await stage.ask('bruno', 'GET', 'conversations/')).body).toMatchObject([{ unread_count: 0 }]);
      });

      it('success: 20 a page unless asked, never more than 100', async () => {
        const id = await stage.talk('amira', 'bruno');
        await stage.server.world.transaction(async ({ messages }) => {
          for (let index = 1; index <= 101; index += 1) {
            await messages.add({ conversationId: id, senderId: people.amira, content: String(index) });
          }
        });
        for (const [query, length, newest] of [
          ['', 20, '101'],
          ['?page=2', 20, '81'],
          ['?page_size=100', 100, '101'],
          ['?page_size=1000', 100, '101'],
          ['?page_size=0', 20, '101'],
          ['?page_size=many', 20, '101'],
          ['?page=last', 1, '1'],
        ] as const) {
          const { status, body } = await stage.ask('bruno', 'GET', `conversations/${id}/messages/${query}`);
          expect([status, contents(body).length, contents(body)[0]], query).toEqual([200, length, newest]);
        }
      });

      refusesOutsiders('messages/');

      it('404 Invalid page.', async () => {
        const id = await stage.talk('amira', 'bruno', 'Only one page');
        for (const page of ['0', '2', 'first']) {
          expect(await stage.ask('amira', 'GET', `conversations/${id}/messages/?page=${page}`)).toMatchObject(
            {
              status: 404,
              body: { detail: 'Invalid page.' },
            },
          );
        }
        expect((await stage.ask('bruno', 'GET', 'conversations/')).body).toMatchObject([{ unread_count: 1 }]);
      });
    });
  });
});
