import type { ApiDefinition } from './api';
import { connectify } from './connectify/definition';
import { crm } from './crm/definition';
import { directMessaging } from './direct-messaging/definition';
import { messageManager } from './message-manager/definition';
import { staffChat } from './staff-chat/definition';

/** Every API of the reference backend, one line each; the first is the default. */
export const apis = [
  connectify,
  crm,
  directMessaging,
  messageManager,
  staffChat,
] as const satisfies readonly ApiDefinition[];

type Registered = (typeof apis)[number];

/** The name of a documented API. */
export type ApiName = Registered['name'];
/** What `api` may be: one of them, or all under paths of their own. */
export type ApiChoice = ApiName | 'all';
/** `documented` follows the document, `deployed` real servers as observed. */
export type Profile = Registered['profiles'][number];

export const apiChoices: readonly ApiChoice[] = [...apis.map(({ name }) => name), 'all'];

/** The APIs a choice stands for; undefined if it stands for none. */
export function chosenApis(choice: string): readonly ApiDefinition<ApiName, Profile>[] | undefined {
  if (choice === 'all') return apis;
  const chosen = apis.filter(({ name }) => name === choice);
  return chosen.length === 0 ? undefined : chosen;
}
