import type { UserId } from '../../model/ids';
import type { Deployment } from './deployment';
import type { Settings } from './options';

/** Names of the channels; while the dialect is not known, those of both. All are public. */
export interface Channels {
  personal(me: UserId): string;
  ofConversation(conversationId: string): readonly string[];
}

export function createChannels(
  { channels }: Pick<Settings, 'channels'>,
  deployment: Pick<Deployment, 'dialect'>,
): Channels {
  return {
    personal: (me) => channels.personal.replaceAll('{staff}', me),
    ofConversation(conversationId) {
      const { dialect } = deployment;
      const templates =
        dialect === null
          ? new Set([channels.conversation.deployed, channels.conversation.documented])
          : [channels.conversation[dialect]];
      return [...templates].map((template) => template.replaceAll('{conversation}', conversationId));
    },
  };
}
