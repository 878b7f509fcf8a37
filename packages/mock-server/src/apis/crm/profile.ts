/** `documented`: the user's document; `deployed`: its permissions, contexts and pages as observed. */
export type CrmProfileName = 'documented' | 'deployed';

export const crmProfiles: readonly [CrmProfileName, ...CrmProfileName[]] = ['documented', 'deployed'];
