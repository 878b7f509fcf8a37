/**
 * `documented`: guests' texts, REST sends and new conversations are told live, and sockets open with `?token=`.
 * `deployed`: what the running backend does, which tells only what is sent over the socket.
 */
export type MessageManagerProfile = 'documented' | 'deployed';

export const messageManagerProfiles: readonly [MessageManagerProfile, ...MessageManagerProfile[]] = [
  'documented',
  'deployed',
];
