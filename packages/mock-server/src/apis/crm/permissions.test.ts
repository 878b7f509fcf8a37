import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Stage, bareRequest, openSession, openStage, profiles } from './crm.test-support';

const outsiders = 'You can only message people in your organization.';
const employeesOnly = 'Employees can only initiate conversations with their vendor.';
const repliesOnly =
  'Customers can only reply to existing conversations. Only vendors and employees can initiate new conversations.';
const noProfile = 'No active profile found for this organization';

const usernames = (users: unknown): string[] =>
  (users as { username: string }[]).map(({ username }) => username).sort();

describe('who may write to whom, as documented', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage('documented');
  });
  afterEach(() => stage.server.close());

  it.each([
    ['vendors: employees and customers', 'amira', ['bruno', 'chiara', 'dmitri', 'eve', 'hugo', 'selma']],
    ['employees: vendors and customers', 'bruno', ['amira', 'hugo', 'selma']],
    ['customers: vendors and employees', 'hugo', ['amira', 'bruno', 'chiara', 'dmitri', 'eve']],
    ['a vendor alone: nobody', 'eve', []],
    ['people without a hat: nobody', 'root', []],
  ])('offers %s', async (_rule, who, offered) => {
    expect(usernames(await stage.get(who, '/api/messages/recipients/'))).toEqual(offered);
  });

  it.each([
    ['a vendor', 'amira', 'an employee', 'bruno'],
    ['a vendor', 'amira', 'a customer', 'hugo'],
    ['an employee', 'bruno', 'the vendor', 'amira'],
    ['an employee', 'bruno', 'a customer', 'hugo'],
    ['a customer', 'hugo', 'the vendor', 'amira'],
    ['a customer', 'hugo', 'an employee', 'bruno'],
  ])('lets %s (%s) write to %s (%s)', async (_one, from, _other, to) => {
    expect((await stage.send(from, to)).status).toBe(201);
  });

  it.each([
    ['a vendor', 'amira', 'oneself', 'amira', outsiders],
    ['an employee', 'bruno', 'another employee', 'chiara', outsiders],
    ['a customer', 'hugo', 'another customer', 'selma', outsiders],
    ['a vendor', 'eve', 'the vendor of another organization', 'amira', outsiders],
    ['an employee', 'bruno', 'somebody without an organization', 'root', outsiders],
    ['somebody without a hat', 'root', 'a vendor', 'amira', noProfile],
  ])('refuses %s (%s) to write to %s (%s)', async (_one, from, _other, to, error) => {
    const { status, body } = await stage.send(from, to);
    expect([status, body]).toEqual([403, { error }]);
    expect(await stage.get(to, '/api/messages/unread_count/')).toEqual({ unread_count: 0 });
  });

  it('lets two vendors of one organization not write to each other', async () => {
    await stage.hire('partner', [{ type: 'vendor', organisationId: 1 }]);
    expect((await stage.send('amira', 'partner')).body).toEqual({ error: outsiders });
    expect((await stage.send('partner', 'bruno')).status).toBe(201);
  });

  it('lets whoever was written to answer', async () => {
    const pair = { senderId: stage.idOf('chiara'), recipientId: stage.idOf('bruno'), organisationId: 1 };
    await stage.server.world.crm.messages.add({ ...pair, content: 'by the side door' });
    expect((await stage.send('bruno', 'chiara')).status).toBe(201);
  });
});

describe('who may write to whom, as deployed', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage('deployed');
  });
  afterEach(() => stage.server.close());

  it.each([
    ['vendors: employees', 'amira', ['bruno', 'chiara', 'dmitri', 'eve']],
    ['employees: their vendor', 'bruno', ['amira']],
    ['customers, by a token: nobody', 'hugo', []],
  ])('offers %s', async (_rule, who, offered) => {
    expect(usernames(await stage.get(who, '/api/messages/recipients/'))).toEqual(offered);
  });

  it('offers customers, by a session: vendor and employees', async () => {
    const session = await openSession(stage, 'hugo');
    const { body } = await bareRequest(stage, 'GET', '/api/messages/recipients/', session);
    expect(usernames(body)).toEqual(['amira', 'bruno', 'chiara', 'dmitri', 'eve']);
  });

  it.each([
    ['a vendor', 'amira', 'an employee', 'bruno'],
    ['a vendor', 'amira', 'a customer', 'hugo'],
    ['a vendor', 'amira', 'the vendor of another organization', 'eve'],
    ['a vendor', 'amira', 'somebody without a hat', 'root'],
    ['a vendor', 'amira', 'oneself', 'amira'],
    ['an employee', 'bruno', 'the vendor', 'amira'],
  ])('lets %s (%s) write first to %s (%s)', async (_one, from, _other, to) => {
    expect((await stage.send(from, to)).status).toBe(201);
  });

  it.each([
    ['an employee', 'bruno', 'another employee', 'chiara', employeesOnly],
    ['an employee', 'bruno', 'a customer', 'hugo', employeesOnly],
    ['an employee', 'bruno', 'the vendor of another organization', 'eve', employeesOnly],
    ['an employee', 'bruno', 'somebody without a hat', 'root', employeesOnly],
    ['a customer, by a token,', 'hugo', 'the vendor', 'amira', noProfile],
    ['somebody without a hat', 'root', 'a vendor', 'amira', noProfile],
  ])('refuses %s (%s) to write first to %s (%s)', async (_one, from, _other, to, error) => {
    const { status, body } = await stage.send(from, to);
    expect([status, body]).toEqual([403, { error }]);
  });

  it('lets employees answer anybody there is a message with', async () => {
    const pair = { senderId: stage.idOf('chiara'), recipientId: stage.idOf('bruno'), organisationId: 1 };
    await stage.server.world.crm.messages.add({ ...pair, content: 'by the side door' });
    expect((await stage.send('bruno', 'chiara')).status).toBe(201);
  });

  it('lets customers of an organization answer by a session, and by a token never', async () => {
    await stage.sent('amira', 'hugo');
    expect((await stage.send('hugo', 'amira')).body).toEqual({ error: noProfile });
    const session = await openSession(stage, 'hugo');
    const answer = { recipient_id: stage.idOf('amira'), content: 'Great, thanks' };
    const stored = await bareRequest(stage, 'POST', '/api/messages/send/', session, answer);
    expect(stored).toMatchObject({ status: 201, body: { organization: 1 } });
    const first = { ...answer, recipient_id: stage.idOf('bruno') };
    const refused = await bareRequest(stage, 'POST', '/api/messages/send/', session, first);
    expect([refused.status, refused.body]).toEqual([403, { error: repliesOnly }]);
  });

  it('lets customers without an organization answer only outside organizations', async () => {
    await stage.hire('walkin', [{ type: 'customer', organisationId: null }]);
    await stage.hire('fresh', [{ type: 'vendor', organisationId: null }]);
    await stage.sent('amira', 'walkin');
    expect((await stage.send('walkin', 'amira')).body).toEqual({ error: repliesOnly });
    await stage.sent('fresh', 'walkin');
    expect(await stage.send('walkin', 'fresh')).toMatchObject({ status: 201, body: { organization: null } });
  });

  it('takes whoever registered by themselves for a vendor, whatever hat is on', async () => {
    const account = { email: 'w@example.com', username: 'wanda', password: 'demo', password_confirm: 'demo' };
    await bareRequest(stage, 'POST', '/api/users/', {}, account);
    const { body } = await stage.ask('wanda', 'GET', '/api/auth/role-selection/available_roles/');
    const customer = (body as { profiles: { id: number; profile_type: string }[] }).profiles.find(
      ({ profile_type }) => profile_type === 'customer',
    );
    await stage.ask('wanda', 'POST', '/api/auth/role-selection/select_role/', { profile_id: customer?.id });
    const sent = await stage.send('wanda', 'amira');
    expect(sent).toMatchObject({ status: 201, body: { organization: null } });
    // Filed outside every organization, it is shown to nobody who has one.
    expect(await stage.get('amira', '/api/messages/')).toMatchObject({ count: 0 });
  });
});

describe.each(profiles)('what one may see and do, %s', (profile) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage(profile);
  });
  afterEach(() => stage.server.close());

  it('lets a suspended person read and not write', async () => {
    await stage.sent('amira', 'bruno');
    const [hat] = await stage.server.world.crm.people.profilesOf(stage.idOf('bruno'));
    await stage.server.world.crm.people.setStatus(hat?.id ?? 0, 'suspended');
    expect((await stage.send('bruno', 'amira')).body).toEqual({ error: noProfile });
    expect(await stage.get('bruno', '/api/messages/unread_count/')).toEqual({ unread_count: 1 });
  });

  it('lets a deactivated person be written to', async () => {
    await stage.server.world.people.setActive(stage.idOf('bruno'), false);
    expect((await stage.send('amira', 'bruno')).status).toBe(201);
  });

  it('shows messages and conversations to their two sides only', async () => {
    const id = await stage.sent('amira', 'bruno');
    for (const path of [`/api/messages/${id}/`, '/api/conversations/1/']) {
      for (const side of ['amira', 'bruno'])
        expect((await stage.ask(side, 'GET', path)).status, path).toBe(200);
      expect((await stage.ask('chiara', 'GET', path)).status, path).toBe(404);
    }
    const lists = await Promise.all(
      ['/api/messages/', '/api/conversations/'].map((path) => stage.get('chiara', `${path}?page=1`)),
    );
    expect(lists).toMatchObject([{ count: 0 }, { count: 0 }]);
    expect(await stage.get('chiara', `/api/messages/with_user/?user_id=${stage.idOf('amira')}`)).toEqual([]);
  });

  it('lets either side change and delete a message, and nobody else', async () => {
    const id = await stage.sent('amira', 'bruno');
    const path = `/api/messages/${id}/`;
    for (const method of ['PATCH', 'PUT', 'DELETE'])
      expect((await stage.ask('chiara', method, path, { content: 'x' })).status).toBe(404);
    for (const side of ['amira', 'bruno'])
      expect((await stage.ask(side, 'PATCH', path, { content: `by ${side}` })).status).toBe(200);
    expect((await stage.ask('bruno', 'DELETE', path)).status).toBe(204);
    expect((await stage.ask('amira', 'GET', path)).status).toBe(404);
  });

  it('lets only the recipient mark a message as read', async () => {
    const path = `/api/messages/${await stage.sent('amira', 'bruno')}/mark_read/`;
    expect((await stage.ask('amira', 'POST', path)).status).toBe(403);
    expect((await stage.ask('chiara', 'POST', path)).status).toBe(404);
    expect((await stage.ask('bruno', 'POST', path)).status).toBe(200);
  });

  it('files everything under the hat one wears, and shows only that', async () => {
    const hats = (await stage.get('eve', '/api/auth/role-selection/available_roles/')) as {
      profiles: { id: number; profile_type: string }[];
    };
    const { crm } = stage.server.world;
    const pair = { senderId: stage.idOf('root'), recipientId: stage.idOf('eve') };
    await crm.messages.add({ ...pair, organisationId: 2, content: 'to the vendor of Eastgate' });
    expect(await stage.get('eve', '/api/messages/unread_count/')).toEqual({ unread_count: 1 });
    const employee = hats.profiles.find(({ profile_type }) => profile_type === 'employee');
    const switched = await stage.ask('eve', 'POST', '/api/auth/role-selection/select_role/', {
      profile_id: employee?.id,
    });
    expect(switched.body).toMatchObject({ message: 'Switched to Employee role' });
    expect(await stage.get('eve', '/api/messages/unread_count/')).toEqual({ unread_count: 0 });
    expect((await stage.send('eve', 'amira')).body).toMatchObject({ organization: 1 });
    expect(await stage.get('amira', '/api/conversations/?page=1')).toMatchObject({ count: 1 });
  });

  it('never shows what was filed under another organization', async () => {
    const { crm } = stage.server.world;
    const pair = { senderId: stage.idOf('eve'), recipientId: stage.idOf('amira') };
    const { id } = await crm.messages.add({ ...pair, organisationId: 2, content: 'from Eastgate' });
    expect(await stage.get('amira', `/api/messages/with_user/?user_id=${stage.idOf('eve')}`)).toEqual([]);
    expect(await stage.get('amira', '/api/messages/unread_count/')).toEqual({ unread_count: 0 });
    for (const [method, path] of [
      ['GET', `/api/messages/${id}/`],
      ['POST', `/api/messages/${id}/mark_read/`],
    ] as const)
      expect((await stage.ask('amira', method, path)).status).toBe(404);
    expect((await stage.ask('eve', 'GET', `/api/messages/${id}/`)).status).toBe(200);
  });
});
