import type { Context, Hono } from 'hono';
import type { StaffMember } from '../../world/staff/types';
import type { BareMessage, Person } from '../../world/types';
import type { World } from '../../world/world';
import { Crash, Rejection, html, rejectWith, serverErrorPage } from '../django/answers';
import { type Body, readBody } from '../django/body';
import type { WireContext } from './encode';
import type { Announcer } from './events';
import { type StaffChatProfile, basePaths } from './profile';
import { type Room, isIn, roomNumbered, roomOfMessage } from '../../world/staff/rooms';
import type { StaffTokens } from './tokens';

/** What every route works with. */
export interface Parts {
  world: World;
  tokens: StaffTokens;
  announcer: Announcer;
  /** What browsers subscribe with; undefined where this host can push to none. */
  webPushKey: string | undefined;
  profile: StaffChatProfile;
  /** What this API's paths start with among other APIs; empty alone. */
  mountPath: string;
  /** Hears of what should not have happened. */
  onError(error: unknown): void;
}

export interface Call {
  member: StaffMember;
  url: URL;
  query(name: string): string | undefined;
  param(name: string): string;
  /** The number in the path. */
  id: number;
  body(): Promise<Body>;
  /** How files are told in the answer to this request. */
  files(attachmentIds: number[]): Promise<WireContext>;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
type Methods = Partial<Record<Method, (call: Call) => Promise<Response>>>;

export const json = (status: number, body: unknown): Response => Response.json(body, { status });

/** A refusal in the words of the application itself, under `error`. */
export const refuse = (status: number, error: string): Rejection => new Rejection(status, { error });
export const notFound = (): Rejection => rejectWith(404, 'Not found.');
export const outside = (): Rejection => refuse(403, 'You are not a participant in this conversation');

const challenge = { 'www-authenticate': 'Token' };

/** Who asks: any account; only staff get further. */
export async function authenticate(
  { world, tokens }: Parts,
  authorization: string | undefined,
): Promise<Person> {
  const [scheme, token] = (authorization ?? '').split(' ');
  const unsigned = { detail: 'Authentication credentials were not provided.' };
  if (scheme !== 'Token' || token === undefined) throw new Rejection(401, unsigned, challenge);
  const personId = await tokens.verify(token);
  const person = personId === undefined ? undefined : await world.people.find(personId);
  if (person === undefined) throw new Rejection(401, { detail: 'Invalid token.' }, challenge);
  if (!person.isActive) throw new Rejection(401, { detail: 'User inactive or deleted.' }, challenge);
  return person;
}

/** Runs a handler and turns what it throws into the answer of this API. */
export async function answering({ onError }: Parts, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Rejection) {
      return typeof error.body === 'string'
        ? html(error.status, error.body)
        : Response.json(error.body, { status: error.status, headers: error.headers });
    }
    // A crash is part of the observed behaviour; anything else is a fault of this server and must be seen.
    if (!(error instanceof Crash)) onError(error);
    return html(500, serverErrorPage);
  }
}

/** Paths without their last slash lead to the ones with it; a browser then forgets what it wanted to send. */
export function redirectWithoutSlash(app: Hono, { mountPath }: Parts, path: string): void {
  app.all(path.replace(/\/$/, ''), ({ req }) => {
    const url = new URL(req.url);
    return new Response(null, {
      status: 301,
      headers: {
        location: `${mountPath}${url.pathname}/${url.search}`,
        'content-type': 'text/html; charset=utf-8',
      },
    });
  });
}

async function requireStaff(parts: Parts, person: Person, slug: string): Promise<StaffMember> {
  const member = await parts.world.staff.ofPerson(person.id);
  if (member === undefined) throw rejectWith(403, 'You must be a staff member to access this resource.');
  if (member.hotel.slug !== slug) throw rejectWith(403, 'You can only access resources from your hotel.');
  return member;
}

/** Mounts the methods of one path below every base path of the profile, for staff of the hotel it names. */
export function mount(app: Hono, parts: Parts, path: string, methods: Methods): void {
  const allow = [...Object.keys(methods), 'OPTIONS'].sort().join(', ');
  const handlers = new Map(Object.entries(methods));
  const handle = (context: Context): Promise<Response> =>
    answering(parts, async () => {
      const { req } = context;
      const person = await authenticate(parts, req.header('authorization'));
      const member = await requireStaff(parts, person, req.param('slug') ?? '');
      const method = req.method === 'HEAD' ? 'GET' : req.method;
      const run = handlers.get(method);
      if (run === undefined) {
        throw new Rejection(405, { detail: `Method "${req.method}" not allowed.` }, { allow });
      }
      const url = new URL(req.url);
      return run({
        member,
        url,
        query: (name) => req.query(name),
        param: (name) => req.param(name) ?? '',
        id: Number(req.param('id')),
        body: () => readBody(req.raw),
        files: async (ids) => ({
          filesUrl: `${url.origin}${parts.mountPath}`,
          mediaTypes: await parts.world.staffTalk.mediaTypes(ids),
          tellsReadStatus: parts.profile === 'deployed',
        }),
      });
    });
  for (const base of basePaths[parts.profile]) {
    const full = `${base}/${path}/`;
    redirectWithoutSlash(app, parts, full);
    app.all(full, handle);
  }
}

/** A conversation of the caller's hotel, whoever takes part in it. */
async function requireRoom({ world }: Parts, { member, id }: Pick<Call, 'member' | 'id'>): Promise<Room> {
  const room = await roomNumbered(world, member.hotel.id, id);
  if (room === undefined) throw notFound();
  return room;
}

/** One the caller takes part in; some endpoints hide others, some refuse them. */
export async function requireOwnRoom(
  parts: Parts,
  call: Pick<Call, 'member' | 'id'>,
  otherwise: () => Rejection = outside,
): Promise<Room> {
  const room = await requireRoom(parts, call);
  if (!isIn(room, call.member)) throw otherwise();
  return room;
}

export interface FoundMessage {
  message: BareMessage;
  room: Room;
}

/** A message of the caller's hotel, whoever can see it. */
export async function requireMessage(
  { world }: Parts,
  { member, id }: Pick<Call, 'member' | 'id'>,
): Promise<FoundMessage> {
  const message = await world.messages.find(id);
  const room = message === undefined ? undefined : await roomOfMessage(world, message.conversationId);
  if (message === undefined || room?.conversation.organisationId !== member.hotel.id) throw notFound();
  return { message, room };
}
