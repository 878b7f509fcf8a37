import { afterEach, describe, expect, it } from 'vitest';
import { type Stage, openStage } from './message-manager.test-support';

describe('the guests of message-manager, and those who act as somebody', () => {
  let stage: Stage;
  afterEach(() => stage.close());

  it('say hello through the webhook, whatever it is sent', async () => {
    stage = await openStage('documented');
    const { server } = stage;
    const hook = `${server.url}/api/message_manager/webhook/whatsapp/`;
    const post = async (body: string) =>
      (await fetch(hook, { method: 'POST', body })).json() as Promise<unknown>;
    expect(await post('{"any":"thing"}')).toEqual({ status: 'processed' });
    expect(await post('not json')).toEqual({ status: 'error' });
    expect(await post('')).toEqual({ status: 'error' });
    expect((await fetch(hook)).status).toBe(405);
    const guest = await server.world.guests.conversations.demonstrationOf('+1234567890');
    expect(guest?.status).toBe('demo');
    expect(await server.world.guests.messages.of(guest?.id ?? 0)).toMatchObject([
      { content: 'Hello', senderName: 'Guest' },
    ]);
  });

  it('write as themselves, and staff as their client does', async () => {
    stage = await openStage('documented');
    const { server } = stage;
    const { number } = await stage.guest('Lena Ortiz');
    const id = await server.as('Lena Ortiz').send({ with: 'amira' }, 'Hello?');
    await server.as('marco').send({ guest: 'Lena Ortiz' }, 'Here I am.');
    const { body } = await stage.ask('amira', 'GET', `${number}/messages/`);
    expect((body as unknown[]).slice(-2)).toMatchObject([
      { id, content: 'Hello?', sender_type: 'guest' },
      { content: 'Here I am.', sender_type: 'staff' },
    ]);
    await expect(server.as('Nobody Here').send({ with: 'amira' }, 'x')).rejects.toThrow('Nobody is called');
    await expect(server.as('amira').send({ guest: 'Pia Rossi' }, 'x')).rejects.toThrow('no conversation');
    await expect(server.as('amira').send({ with: 'bruno' }, 'x')).rejects.toThrow('no conversation');
    await expect(server.as('amira').react(1, '👍')).rejects.toThrow('knows no reactions');
  });

  it('are under the same faults as everything', async () => {
    stage = await openStage('deployed');
    const { server } = stage;
    const { number, id } = await stage.guest('Emi Tanaka');
    const count = (await server.world.guests.messages.of(id)).length;
    server.faults.inject('failAfterStore', { times: 1, match: 'send_message' });
    const path = `${number}/send_message/`;
    expect((await stage.ask('amira', 'POST', path, { text: 'stored all the same' })).status).toBe(500);
    expect(await server.world.guests.messages.of(id)).toHaveLength(count + 1);
    const old = await server.issueToken('amira');
    server.faults.inject('expireTokens', {});
    const answer = await stage.ask('amira', 'GET', '', undefined, { authorization: `Bearer ${old}` });
    expect(answer).toMatchObject({ status: 401, body: { code: 'token_not_valid' } });
    expect((await stage.ask('amira', 'GET', '')).status).toBe(200);
  });
});
