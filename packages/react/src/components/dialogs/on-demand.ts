import { dialogOnDemand } from './dialog-on-demand';

/** The dialogs as the drop-ins use them: their code comes when somebody first opens one. */
export const BlockedPeopleOnDemand = dialogOnDemand(
  async () => (await import('./blocked-people-dialog')).BlockedPeopleDialog,
);
export const ConfirmOnDemand = dialogOnDemand(async () => (await import('./confirm-dialog')).ConfirmDialog);
export const ForwardOnDemand = dialogOnDemand(async () => (await import('./forward-dialog')).ForwardDialog);
export const GroupSettingsOnDemand = dialogOnDemand(
  async () => (await import('./group-settings-dialog')).GroupSettingsDialog,
);
export const MessageInfoOnDemand = dialogOnDemand(
  async () => (await import('./message-info-dialog')).MessageInfoDialog,
);
export const NewConversationOnDemand = dialogOnDemand(
  async () => (await import('./new-conversation-dialog')).NewConversationDialog,
);
export const NewGroupOnDemand = dialogOnDemand(
  async () => (await import('./new-group-dialog')).NewGroupDialog,
);
