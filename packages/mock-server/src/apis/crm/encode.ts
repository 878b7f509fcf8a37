import type { CrmConversation, CrmMessage, CrmProfile } from '../../world/crm/types';
import type { Organisation, Person } from '../../world/types';
import type { World } from '../../world/world';
import { restTime } from '../django/time';

const orNull = (text: string): string | null => (text === '' ? null : text);
const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

const noAddress = {
  description: null,
  website: null,
  phone: null,
  email: null,
  address: null,
  city: null,
  state: null,
  country: null,
  postal_code: null,
};
const displays = { vendor: 'Vendor', employee: 'Employee', customer: 'Customer' } as const;

export const profileDisplay = ({ type }: CrmProfile): string => displays[type];

export function encodeProfile(profile: CrmProfile, person: Person, organisation: Organisation | undefined) {
  return {
    id: profile.id,
    user: person.id,
    user_email: person.email,
    organization:
      organisation === undefined
        ? null
        : {
            id: organisation.id,
            name: organisation.name,
            slug: slugOf(organisation.name),
            ...noAddress,
            is_active: true,
          },
    organization_name: profile.organisationName ?? organisation?.name ?? null,
    profile_type: profile.type,
    profile_type_display: profileDisplay(profile),
    is_primary: profile.isPrimary,
    status: profile.status,
    status_display: `${profile.status.charAt(0).toUpperCase()}${profile.status.slice(1)}`,
    activated_at: profile.activatedAt === null ? null : restTime(profile.activatedAt),
    deactivated_at: null,
    roles: [],
    is_owner: profile.type === 'vendor' && organisation?.adminIds.includes(person.id) === true,
    created_at: restTime(profile.createdAt),
    updated_at: restTime(profile.updatedAt),
  };
}

/** A person with all hats; told whole in every message, twice. */
async function encodeUser(world: World, person: Person) {
  const { crm } = world;
  const [more, profiles, organisations] = await Promise.all([
    crm.people.find(person.id),
    crm.people.profilesOf(person.id),
    world.organisations.ofPerson(person.id),
  ]);
  // The hat of an employee who works nowhere is not told.
  const told = profiles.filter(({ type, organisationId }) => type !== 'employee' || organisationId !== null);
  const encoded = await Promise.all(
    told.map(async (profile) =>
      encodeProfile(
        profile,
        person,
        profile.organisationId === null ? undefined : await world.organisations.find(profile.organisationId),
      ),
    ),
  );
  const firstAt = profiles[0]?.createdAt ?? 0;
  const isWhole = person.firstName !== '' && person.lastName !== '';
  return {
    id: person.id,
    email: person.email,
    username: person.username,
    first_name: orNull(person.firstName),
    last_name: orNull(person.lastName),
    full_name: isWhole ? `${person.firstName} ${person.lastName}` : person.username,
    profile_image: person.pictureUrl,
    phone: null,
    is_active: person.isActive,
    is_verified: false,
    is_staff: false,
    two_factor_enabled: false,
    last_login_at: more.lastLoginAt === null ? null : restTime(more.lastLoginAt),
    email_verified_at: null,
    profiles: encoded,
    organizations: organisations
      .filter(({ id }) =>
        profiles.some(({ organisationId, type }) => organisationId === id && type !== 'customer'),
      )
      .map((organisation) => ({
        id: organisation.id,
        name: organisation.name,
        slug: slugOf(organisation.name),
        is_owner: organisation.adminIds.includes(person.id),
        joined_at: restTime(organisation.createdAt),
      })),
    created_at: restTime(firstAt),
    updated_at: restTime(firstAt),
    title: more.title,
    department: more.department,
    bio: null,
    location: null,
    timezone: 'America/New_York',
    language: 'en',
  };
}

export type EncodedUser = Awaited<ReturnType<typeof encodeUser>>;

/** Attachments stay as they were sent; those of the demo lead to where this API is. */
function served(attachments: unknown, mountPath: string): unknown {
  if (mountPath === '' || !Array.isArray(attachments)) return attachments;
  return attachments.map((item: unknown) => {
    if (typeof item !== 'object' || item === null || !('url' in item)) return item;
    const { url } = item;
    return typeof url === 'string' && url.startsWith('/media/')
      ? { ...item, url: `${mountPath}${url}` }
      : item;
  });
}

/** Encodes many things of few people, each person once. */
export function createEncoder({ world, mountPath }: { world: World; mountPath: string }) {
  const users = new Map<number, Promise<EncodedUser>>();

  const load = async (id: number): Promise<EncodedUser> => {
    const person = await world.people.find(id);
    if (person === undefined) throw new Error(`Person ${id} is referred to but does not exist`);
    return encodeUser(world, person);
  };
  const user = (id: number): Promise<EncodedUser> => {
    const known = users.get(id) ?? load(id);
    users.set(id, known);
    return known;
  };

  const message = async (one: CrmMessage) => {
    const [sender, recipient] = await Promise.all([user(one.senderId), user(one.recipientId)]);
    return {
      id: one.id,
      sender,
      recipient,
      sender_email: sender.email,
      recipient_email: recipient.email,
      message_type: one.type,
      subject: one.subject,
      content: one.content,
      organization: one.organisationId,
      is_read: one.readAt !== null,
      read_at: one.readAt === null ? null : restTime(one.readAt),
      related_lead: one.leadId,
      related_deal: one.dealId,
      related_customer: one.customerId,
      attachments: served(one.attachments, mountPath),
      created_at: restTime(one.createdAt),
      updated_at: restTime(one.updatedAt),
    };
  };

  return {
    user,
    message,

    async conversation(one: CrmConversation, readerId: number) {
      const last = one.lastMessageId === null ? undefined : await world.crm.messages.find(one.lastMessageId);
      const [first, second] = await Promise.all([user(one.oneId), user(one.otherId)]);
      const isFirst = readerId === one.oneId;
      return {
        id: one.id,
        participant1: first,
        participant2: second,
        other_participant: isFirst ? second : first,
        organization: one.organisationId,
        last_message: last === undefined ? null : await message(last),
        last_message_at: one.lastMessageAt === null ? null : restTime(one.lastMessageAt),
        unread_count_participant1: one.oneUnread,
        unread_count_participant2: one.otherUnread,
        unread_count: isFirst ? one.oneUnread : one.otherUnread,
        created_at: restTime(one.createdAt),
        updated_at: restTime(one.updatedAt),
      };
    },
  };
}
