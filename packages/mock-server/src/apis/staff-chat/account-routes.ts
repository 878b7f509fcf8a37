import type { Hono } from 'hono';
import type { StaffMember } from '../../world/staff/types';
import type { Person } from '../../world/types';
import { Rejection, html, notFoundPage } from '../django/answers';
import { readBody } from '../django/body';
import { looksLikeSubscription, parseSubscription } from '../../push/subscription';
import { type Parts, answering, authenticate, json, redirectWithoutSlash, refuse } from './endpoint';
import { toldRights } from './rights';

const required = 'This field is required.';

function loginAnswer(member: StaffMember, token: string) {
  const { hotel, person, accessLevel } = member;
  return {
    username: person.username,
    token,
    hotel_id: hotel.id,
    hotel_name: hotel.name,
    hotel_slug: hotel.slug,
    is_staff: false,
    is_superuser: person.role === 'ADMIN',
    access_level: accessLevel,
    hotel: { id: hotel.id, name: hotel.name, slug: hotel.slug },
    allowed_navs: [],
    profile_image_url: person.pictureUrl,
    role: member.job?.name ?? null,
    department: member.department?.name ?? null,
    staff_id: member.id,
  };
}

/** What the newest revision adds to any answer about oneself. */
const standing = (member: StaffMember) => ({
  is_staff: true,
  is_superuser: member.person.role === 'ADMIN',
  access_level: member.accessLevel,
  tier: member.accessLevel,
  department_slug: member.department?.slug ?? null,
  role_slug: member.job?.slug ?? null,
  allowed_navs: [],
  navigation_items: [],
  ...toldRights(member),
});

const withDescription = <Post extends object>(post: Post | null) =>
  post === null ? null : { ...post, description: null };

const status = { status: 'off_duty', label: 'Off Duty', is_on_break: false };

function profileAnswer(member: StaffMember) {
  const { person, hotel, department, job } = member;
  const role =
    job === null
      ? null
      : {
          ...job,
          description: null,
          department: department?.id ?? null,
          department_slug: department?.slug ?? null,
        };
  const common = {
    first_name: person.firstName,
    last_name: person.lastName,
    email: member.email,
    phone_number: member.phone,
    is_active: member.isActive,
    duty_status: 'off_duty',
    is_on_duty: member.isOnDuty,
    profile_image_url: person.pictureUrl,
    current_status: status,
  };
  return {
    id: member.id,
    user: {
      id: person.id,
      username: person.username,
      email: person.email,
      is_active: person.isActive,
      staff_profile: {
        id: member.id,
        ...common,
        department: withDescription(department),
        role,
        hotel: { id: hotel.id, name: hotel.name, slug: hotel.slug },
      },
      used_registration_code: null,
      staff_created: 'Yes',
    },
    ...common,
    department: department?.id ?? null,
    department_detail: withDescription(department),
    role: job?.id ?? null,
    role_detail: role,
    hotel: hotel.id,
    access_level: member.accessLevel,
    hotel_name: hotel.name,
    hotel_slug: hotel.slug,
    profile_image: person.pictureUrl,
    has_registered_face: false,
    allowed_navs: [],
    has_fcm_token: member.pushToken !== null,
    is_staff_member: true,
    role_slug: job?.slug ?? null,
  };
}

export function mountAccount(app: Hono, parts: Parts): void {
  const { world, tokens, profile, webPushKey } = parts;
  const isNew = profile === 'deployed';

  const route = (
    path: string,
    method: 'GET' | 'POST',
    run: (request: Request, params: { slug: string }) => Promise<Response>,
  ) => {
    redirectWithoutSlash(app, parts, path);
    app.all(path, ({ req }) =>
      answering(parts, async () => {
        if (req.method !== method)
          throw new Rejection(
            405,
            { detail: `Method "${req.method}" not allowed.` },
            { allow: `${method}, OPTIONS` },
          );
        return run(req.raw, { slug: req.param('slug') ?? '' });
      }),
    );
  };
  const signedIn = (request: Request): Promise<Person> =>
    authenticate(parts, request.headers.get('authorization') ?? undefined);

  route('/api/staff/login/', 'POST', async (request) => {
    const body = await readBody(request);
    const given = { username: body.value('username'), password: body.value('password') };
    const missing = Object.entries(given).filter(([, value]) => value === undefined || value === '');
    if (missing.length > 0)
      throw new Rejection(400, Object.fromEntries(missing.map(([name]) => [name, [required]])));
    const person = await world.people.signIn(String(given.username), String(given.password));
    if (person === undefined) {
      throw isNew
        ? refuse(401, 'Invalid username or password')
        : new Rejection(400, { non_field_errors: ['Unable to log in with provided credentials.'] });
    }
    const member = await world.staff.ofPerson(person.id);
    if (member === undefined)
      throw refuse(404, 'Staff profile not found. Please contact your hotel administrator.');
    const answer = loginAnswer(member, await tokens.of(person));
    return json(
      200,
      isNew ? { ...answer, ...standing(member), isAdmin: false, can_edit_self_profile: true } : answer,
    );
  });

  route('/api/staff/hotel/:slug/me/', 'GET', async (request, { slug }) => {
    const person = await signedIn(request);
    const member = await world.staff.ofPerson(person.id);
    if (member === undefined)
      throw new Rejection(404, { detail: 'Staff profile not found for the current user and hotel.' });
    const rights = isNew ? { ...standing(member) } : {};
    if (member.hotel.slug !== slug) {
      throw new Rejection(404, {
        detail: 'Staff profile not found for the current user and hotel.',
        ...(isNew ? { ...rights, hotel_slug: member.hotel.slug, can_edit_self_profile: false } : {}),
      });
    }
    return json(200, {
      ...profileAnswer(member),
      ...rights,
      ...(isNew ? { can_edit_self_profile: true } : {}),
    });
  });

  route('/api/staff/save-fcm-token/', 'POST', async (request) => {
    const person = await signedIn(request);
    const token = (await readBody(request)).value('fcm_token');
    if (typeof token !== 'string' || token === '') throw refuse(400, 'FCM token is required');
    if (looksLikeSubscription(token) && parseSubscription(token) === undefined)
      throw refuse(400, 'This is no Web Push subscription');
    const member = await world.staff.ofPerson(person.id);
    if (member === undefined)
      throw refuse(404, 'Staff profile not found. Please contact your hotel administrator.');
    await world.staff.setPushToken(member.id, token);
    return json(200, { message: 'FCM token saved successfully', staff_id: member.id, has_fcm_token: true });
  });

  // Beyond the document: what a browser needs to subscribe here instead of at a mobile service.
  route('/api/staff/web-push-key/', 'GET', () =>
    Promise.resolve(
      webPushKey === undefined ? html(404, notFoundPage) : json(200, { public_key: webPushKey }),
    ),
  );

  if (!isNew) return;

  const moved = '/api/staff/save-fcm-token/';
  route('/api/notifications/save-fcm-token/', 'POST', async (request) => {
    await signedIn(request);
    throw new Rejection(410, {
      error: `FCM token endpoint has moved to ${moved}`,
      message: 'Please update your frontend to use the new endpoint',
      new_endpoint: moved,
    });
  });

  // Chat channels are public; this endpoint never looks at a staff member's token.
  route('/api/notifications/pusher/auth/', 'POST', async (request) => {
    const body = await readBody(request);
    if (typeof body.value('socket_id') !== 'string' || typeof body.value('channel_name') !== 'string')
      throw refuse(400, 'Missing socket_id or channel_name');
    throw refuse(401, 'Staff authentication required');
  });
}
