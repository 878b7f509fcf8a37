/** `documented`: the user's document and the revision it describes. `deployed`: the newest revision as observed. */
export type ConnectifyProfile = 'documented' | 'deployed';

export const connectifyProfiles: readonly [ConnectifyProfile, ...ConnectifyProfile[]] = [
  'documented',
  'deployed',
];
