import type { StaffMember } from '../../world/staff/types';
import type { StaffChatProfile } from './profile';

const moderatingLevels = ['staff_admin', 'super_staff_admin'];
/** Job roles that managed in the documented revision, whatever their access level. */
const managingJobs = ['manager', 'admin'];

export const isModerator = ({ accessLevel, person }: StaffMember): boolean =>
  moderatingLevels.includes(accessLevel) || person.role === 'ADMIN';

/** Who may delete what others wrote: by access level and only inside, or by job and anywhere in the hotel. */
export function mayDeleteOthers(profile: StaffChatProfile, member: StaffMember): boolean {
  return profile === 'deployed' ? isModerator(member) : managingJobs.includes(member.job?.slug ?? '');
}

/** What the newest revision tells a client about its rights. */
export function toldRights(member: StaffMember) {
  const moderates = isModerator(member);
  const capabilities = [
    'attachment.delete',
    'attachment.upload',
    'conversation.create',
    ...(moderates ? ['conversation.delete', 'conversation.moderate'] : []),
    'conversation.read',
    'message.send',
    'module.view',
    'reaction.manage',
  ];
  return {
    allowed_capabilities: capabilities.map((name) => `staff_chat.${name}`),
    rbac: {
      staff_chat: {
        visible: true,
        read: true,
        actions: {
          conversation_read: true,
          conversation_create: true,
          conversation_delete: moderates,
          message_send: true,
          message_moderate: moderates,
          attachment_upload: true,
          attachment_delete: true,
          reaction_manage: true,
        },
      },
    },
  };
}
