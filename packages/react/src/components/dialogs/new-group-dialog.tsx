import type { ConversationId } from '@chat/core';
import { useLabels } from '../../hooks/use-chat-settings';
import { Dialog } from './dialog';
import { NewGroupForm } from './new-group-form';

export interface NewGroupDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onCreated: (conversationId: ConversationId) => void;
}

/** Starts a group without the step of choosing between a person and a group. */
export function NewGroupDialog({ open, onOpenChange, onCreated }: NewGroupDialogProps) {
  const labels = useLabels().dialogs;
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={labels.newGroup}>
      <NewGroupForm
        onCreated={(id) => {
          onOpenChange(false);
          onCreated(id);
        }}
      />
    </Dialog>
  );
}
