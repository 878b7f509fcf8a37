import type { Hono } from 'hono';
import { type StaffMember, fullName } from '../../world/staff/types';
import { Crash, rejectWith } from '../django/answers';
import { encodeContact, encodeLite, shownText } from './encode';
import { restTime } from '../django/time';
import { type Call, type Parts, json, mount, notFound, refuse, requireOwnRoom } from './endpoint';
import { ordered, pageOf } from './paging';
import { conversationsPerPage } from './profile';
import { isModerator } from './rights';
import { type Room, openRoom, othersIn, roomOfExactly, roomsOf } from '../../world/staff/rooms';
import { encodeRoom, lastView, titleFor, unreadIn, viewMessages } from './views';

const holds = (text: string | null | undefined, part: string): boolean =>
  (text ?? '').toLowerCase().includes(part.toLowerCase());

/** A list of ids; anything but numbers breaks the real server. */
function readIds(given: unknown): number[] {
  if (given === undefined || given === null) return [];
  if (!Array.isArray(given)) throw new Crash();
  return given.map((item: unknown) => {
    const id = Number(item);
    if (!Number.isInteger(id)) throw new Crash();
    return id;
  });
}

async function readParticipants({ world }: Parts, { member, body }: Pick<Call, 'member' | 'body'>) {
  const fields = await body();
  const ids = readIds(fields.list('participant_ids'));
  const staff = await world.staff.all();
  const members = [...new Set(ids)].flatMap((id) => {
    const found = staff.find((one) => one.id === id && one.hotel.id === member.hotel.id && one.isActive);
    return found ?? [];
  });
  const title = fields.value('title');
  return { ids, members, title: typeof title === 'string' ? title : null };
}

export function mountConversations(app: Hono, parts: Parts): void {
  const { world, profile, mountPath } = parts;

  mount(app, parts, 'staff-list', {
    async GET({ member, query, url }) {
      const search = query('search') ?? '';
      const found = (await world.staff.all()).filter(
        (one) =>
          one.hotel.id === member.hotel.id &&
          one.id !== member.id &&
          one.isActive &&
          [one.person.firstName, one.person.lastName, one.email, one.department?.name, one.job?.name].some(
            (text) => holds(text, search),
          ),
      );
      const sorted = ordered(ordered(found, 'first_name', staffKeys), query('ordering'), staffKeys);
      const asked = Number(query('page_size') ?? 50);
      const size = profile === 'documented' ? 10 : asked >= 1 ? Math.min(asked, 200) : 50;
      const page = pageOf(sorted, { url, mountPath, page: query('page'), size });
      return json(200, page.envelope(page.items.map(encodeContact)));
    },
  });

  mount(app, parts, 'conversations', {
    async GET({ member, query, url }) {
      const search = query('search') ?? '';
      const rooms = (await roomsOf(world, member)).filter(
        ({ conversation, members }) =>
          search === '' ||
          holds(conversation.name, search) ||
          members.some(({ person }) => holds(person.firstName, search)),
      );
      const sorted = ordered(rooms, query('ordering'), roomKeys);
      const page = pageOf(sorted, { url, mountPath, page: query('page'), size: conversationsPerPage });
      const results = [];
      for (const room of page.items) results.push(await encodeRoom(world, room, member));
      return json(200, page.envelope(results));
    },

    async POST(call) {
      const { member } = call;
      const { ids, members, title } = await readParticipants(parts, call);
      if (ids.length === 0) throw refuse(400, 'At least one participant is required');
      if (members.length !== ids.length) throw refuse(400, 'Some participants are invalid or inactive');
      // The documented revision calls nothing a group before it was changed for the first time.
      const wanted = { members, isGroup: profile === 'deployed' && ids.length > 1 };
      const present = profile === 'deployed' ? await roomOfExactly(world, member, wanted) : undefined;
      const room = present ?? (await openRoom(world, member, { ...wanted, title: title ?? '' }));
      return json(present === undefined ? 201 : 200, await encodeRoom(world, room, member));
    },
  });

  mount(app, parts, 'conversations/:id{[0-9]+}', {
    async GET(call) {
      const { member } = call;
      const room = await requireOwnRoom(parts, call, notFound);
      const all = await world.messages.list(room.conversation.id, { order: 'oldest-first' });
      const views = await viewMessages(world, room, all);
      const files = await call.files(views.flatMap(({ message }) => message.attachments.map(({ id }) => id)));
      return json(200, {
        ...(await encodeRoom(world, room, member)),
        messages: views.map((view) => encodeLite(view, files)),
      });
    },
    PUT: (call) => change(call),
    PATCH: (call) => change(call),
    async DELETE(call) {
      const room = await requireOwnRoom(parts, call, notFound);
      if (profile === 'deployed' && !isModerator(call.member))
        throw rejectWith(403, 'You do not have permission to delete staff chat conversations.');
      await world.conversations.change(room.conversation.id, { isActive: false });
      return new Response(null, { status: 204 });
    },
  });

  async function change(call: Call): Promise<Response> {
    if (profile === 'deployed') throw rejectWith(403, 'This action is not available.');
    const room = await requireOwnRoom(parts, call, notFound);
    const { ids, members, title } = await readParticipants(parts, call);
    if (members.length !== ids.length) throw refuse(400, 'Some participants are invalid or inactive');
    await world.transaction(async (inside) => {
      if (title !== null) await inside.conversations.change(room.conversation.id, { name: title });
      if (ids.length > 0) await setMembers(inside, room, members);
      const count = ids.length > 0 ? members.length : room.members.length;
      await inside.staffTalk.noteKind(room.conversation.id, count > 2);
      await inside.conversations.touch(room.conversation.id);
    });
    return json(200, await encodeRoom(world, room, call.member));
  }

  mount(app, parts, 'conversations/for-forwarding', {
    async GET({ member, query }) {
      const search = query('search') ?? '';
      const conversations = [];
      for (const room of await roomsOf(world, member)) {
        const title = titleFor(room, member);
        const others = othersIn(room, member);
        if (search !== '' && ![title, ...others.map(fullName)].some((text) => holds(text, search))) continue;
        const last = await lastView(world, room);
        conversations.push({
          id: room.conversation.number,
          title,
          is_group: room.isGroup,
          participants: others.map((one) => ({
            id: one.id,
            name: fullName(one),
            profile_image_url: one.person.pictureUrl,
          })),
          participant_count: room.members.length,
          last_message:
            last === undefined
              ? null
              : {
                  message: shownText(last.message),
                  timestamp: restTime(last.message.createdAt),
                  sender_name: fullName(last.sender),
                },
          updated_at: restTime(room.conversation.updatedAt),
        });
      }
      return json(200, { count: conversations.length, conversations });
    },
  });

  if (profile === 'documented') return;

  mount(app, parts, 'conversations/unread-count', {
    async GET({ member }) {
      const rooms = await roomsOf(world, member);
      const unread = await unreadIn(world, rooms, member);
      const breakdown = rooms
        .map((room) => ({
          conversation_id: room.conversation.number,
          unread_count: unread.get(room.conversation.id)?.length ?? 0,
          title: titleFor(room, member),
          is_group: room.isGroup,
        }))
        .filter(({ unread_count }) => unread_count > 0)
        .sort((one, other) => other.unread_count - one.unread_count);
      const total = breakdown.reduce((sum, { unread_count }) => sum + unread_count, 0);
      return json(200, {
        total_unread: total,
        conversations_with_unread: breakdown.length,
        breakdown,
      });
    },
  });

  mount(app, parts, 'conversations/conversations-with-unread-count', {
    GET: () => Promise.reject(new Crash()),
  });
}

/** Older revisions take the whole set of people. */
async function setMembers(world: Parts['world'], room: Room, wanted: StaffMember[]): Promise<void> {
  const ids = new Set(wanted.map(({ id }) => id));
  for (const { id, person } of room.members) {
    if (!ids.has(id)) await world.memberships.remove(room.conversation.id, person.id);
  }
  for (const { id, person } of wanted) {
    if (!room.members.some((member) => member.id === id))
      await world.memberships.add(room.conversation, person.id, 'member');
  }
}

const staffKeys = {
  first_name: ({ person }: StaffMember) => person.firstName,
  last_name: ({ person }: StaffMember) => person.lastName,
  department__name: ({ department }: StaffMember) => department?.name ?? '',
};

const roomKeys = {
  updated_at: ({ conversation }: Room) => conversation.updatedAt,
  created_at: ({ conversation }: Room) => conversation.createdAt,
};
