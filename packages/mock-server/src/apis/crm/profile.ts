/** `documented`: the user's document; `deployed`: its permissions, contexts and pages as observed. */
export type CrmProfileName = 'documented' | 'deployed';

export const crmProfiles: readonly [CrmProfileName, ...CrmProfileName[]] = ['documented', 'deployed'];

const day = 24 * 60 * 60;

/** Seconds a token lives. */
export const lifetimes = { access: day, refresh: 7 * day } as const;
