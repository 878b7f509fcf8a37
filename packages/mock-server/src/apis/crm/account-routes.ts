import type { Hono } from 'hono';
import type { Person } from '../../world/types';
import type { World } from '../../world/world';
import { invalid, json, refused, sentence } from './answers';
import { createEncoder, encodeProfile, profileDisplay } from './encode';
import { type Parts, mount, mountOpen } from './endpoint';
import { createFieldReader } from './fields';
import { lifetimes } from './profile';

const badToken = () =>
  refused(401, 'Token is invalid or expired', {
    detail: 'Token is invalid or expired',
    code: 'token_not_valid',
  });

const makeToken = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(20)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );

/** What a token tells its reader; hats may have changed since, and the server looks anew each time. */
export async function claimsOf(world: World, person: Person): Promise<Record<string, unknown>> {
  const profiles = await world.crm.people.profilesOf(person.id);
  const primary = profiles.find(({ isPrimary }) => isPrimary) ?? profiles[0];
  const organisation =
    primary?.organisationId == null ? undefined : await world.organisations.find(primary.organisationId);
  return {
    email: person.email,
    username: person.username,
    first_name: person.firstName,
    last_name: person.lastName,
    profile_type: primary?.type ?? null,
    profile_id: primary?.id ?? null,
    organization_id: organisation?.id ?? null,
    organization_name: organisation?.name ?? null,
    is_owner: organisation?.adminIds.includes(person.id) ?? false,
    roles: [],
    permissions: [],
  };
}

/** Signing in and out. */
export function mountSessions(app: Hono, parts: Parts): void {
  const { world, tokens } = parts;
  const legacyToken = (person: Person): Promise<string> => world.crm.people.token(person.id, makeToken);

  mountOpen(app, parts, '/api/auth/login/', async (body) => {
    const fields = createFieldReader(body, invalid);
    const login = fields.text('username', { isRequired: true });
    const password = fields.text('password', { isRequired: true, isTrimmed: false });
    fields.finish();
    const person = await world.people.signIn(login ?? '', password ?? '');
    if (person === undefined)
      throw invalid({ non_field_errors: ['Unable to log in with provided credentials.'] });
    await world.crm.people.noteLogin(person.id);
    const legacy = await legacyToken(person);
    return json(200, {
      user: await createEncoder(parts).user(person.id),
      access: await tokens.issue('access', person),
      refresh: await tokens.issue('refresh', person),
      token_type: 'Bearer',
      access_expires_in: lifetimes.access,
      refresh_expires_in: lifetimes.refresh,
      token: legacy,
      legacy_token: legacy,
      message: 'Login successful',
    });
  });

  mountOpen(app, parts, '/api/auth/token/refresh/', async (body) => {
    const fields = createFieldReader(body, invalid);
    const refresh = fields.text('refresh', { isRequired: true });
    fields.finish();
    const personId = await tokens.verify('refresh', refresh ?? '');
    const person = personId === undefined ? undefined : await world.people.find(personId);
    if (person === undefined) throw badToken();
    // The old one stays good: nothing is blacklisted.
    return json(200, {
      access: await tokens.issue('access', person),
      refresh: await tokens.issue('refresh', person),
    });
  });

  mountOpen(app, parts, '/api/auth/token/verify/', async (body) => {
    const fields = createFieldReader(body, invalid);
    const token = fields.text('token', { isRequired: true });
    fields.finish();
    if ((await tokens.read(token ?? '')) === undefined) throw badToken();
    return json(200, {});
  });

  mount(app, parts, '/api/auth/logout/', {
    POST: async ({ person }) => {
      // Only the older token ends; whoever has another stays signed in.
      if (!(await world.crm.people.dropToken(person.id))) throw sentence(400, 'User has no auth_token.');
      return json(200, { message: 'Successfully logged out.' });
    },
  });

  mountOpen(app, parts, '/api/users/', async (body) => {
    const fields = createFieldReader(body, invalid);
    const email = fields.text('email', { isRequired: true, maxLength: 254 });
    const username = fields.text('username', { isRequired: true, maxLength: 150 });
    const password = fields.text('password', { isRequired: true, isTrimmed: false });
    const confirmed = fields.text('password_confirm', { isRequired: true, isTrimmed: false });
    const names = ['first_name', 'last_name'].map((name) => fields.text(name, { mayBeBlank: true }));
    if (typeof username === 'string' && (await world.people.named(username)) !== undefined)
      fields.note('username', 'A user with that username already exists.');
    if (typeof email === 'string' && !/^\S+@\S+\.\S+$/.test(email))
      fields.note('email', 'Enter a valid email address.');
    fields.finish();
    if (password !== confirmed) throw invalid({ password_confirm: ["Passwords don't match."] });
    const person = await world.transaction(async (inside) => {
      const added = await inside.people.add({
        username: username ?? '',
        email: email ?? '',
        firstName: names[0] ?? '',
        lastName: names[1] ?? '',
        password: password ?? '',
      });
      await addFirstHats(inside, added.id);
      return added;
    });
    return json(201, {
      user: await createEncoder(parts).user(person.id),
      token: await legacyToken(person),
      message: 'Registration successful',
    });
  });
}

/** Whoever registers may be anything, and belongs nowhere. */
async function addFirstHats({ crm, clock }: World, personId: number): Promise<void> {
  const hat = { personId, organisationId: null };
  const activatedAt = clock.now();
  await crm.people.addProfile({ ...hat, type: 'vendor', isPrimary: true, activatedAt });
  await crm.people.addProfile({ ...hat, type: 'employee', isPrimary: false, activatedAt });
  const organisationName = 'Independent Customer';
  await crm.people.addProfile({ ...hat, type: 'customer', isPrimary: false, activatedAt, organisationName });
}

/** Who I am, and which of my hats I wear. */
export function mountHats(app: Hono, parts: Parts): void {
  const { world } = parts;

  mount(app, parts, '/api/users/me/', {
    GET: async ({ person }) => json(200, await createEncoder(parts).user(person.id)),
  });

  mount(app, parts, '/api/auth/role-selection/available_roles/', {
    GET: async ({ person }) => {
      const { profiles } = await createEncoder(parts).user(person.id);
      const active = profiles.filter(({ status }) => status === 'active');
      return json(200, { profiles: active, count: active.length });
    },
  });

  mount(app, parts, '/api/auth/role-selection/select_role/', {
    POST: async ({ person, body }) => {
      const wanted = (await body()).value('profile_id');
      if (wanted === undefined || wanted === null || wanted === '')
        throw sentence(400, 'profile_id is required');
      const profiles = await world.crm.people.profilesOf(person.id);
      const chosen = profiles.find(({ id, status }) => String(id) === String(wanted) && status === 'active');
      if (chosen === undefined) throw sentence(404, 'Profile not found or not active');
      await world.crm.people.setPrimary(chosen);
      const organisation =
        chosen.organisationId === null ? undefined : await world.organisations.find(chosen.organisationId);
      return json(200, {
        message: `Switched to ${profileDisplay(chosen)} role`,
        user: await createEncoder(parts).user(person.id),
        active_profile: encodeProfile({ ...chosen, isPrimary: true }, person, organisation),
      });
    },
  });
}
