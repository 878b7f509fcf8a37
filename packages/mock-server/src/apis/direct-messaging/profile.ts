export const directMessagingProfiles = ['documented', 'deployed'] as const;

/** `documented`: the document's rules, told to everybody live. `deployed`: a real server as observed. */
export type DirectMessagingProfile = (typeof directMessagingProfiles)[number];
