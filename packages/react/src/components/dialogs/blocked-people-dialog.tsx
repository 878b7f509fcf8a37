import { useAction } from '../../hooks/use-action';
import { useBlocks } from '../../hooks/use-blocks';
import { useLabels } from '../../hooks/use-chat-settings';
import { Avatar } from '../avatar/avatar';
import { Button } from '../button/button';
import { ActionError } from './action-error';
import { Dialog } from './dialog';
import { PeopleSkeleton, PersonText } from './people-picker';

export interface BlockedPeopleDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** Whom I have blocked, and the way back. */
export function BlockedPeopleDialog({ open, onOpenChange }: BlockedPeopleDialogProps) {
  const labels = useLabels().dialogs;
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={labels.blocked}>
      <BlockedPeople />
    </Dialog>
  );
}

function BlockedPeople() {
  const labels = useLabels();
  const { blocks, error, unblock, retry } = useBlocks();
  const action = useAction();
  const failed = error ?? (action.state.name === 'failed' ? action.state.error : null);
  return (
    <>
      <ActionError error={failed} />
      {error === null ? null : <Button onClick={retry}>{labels.common.retry}</Button>}
      {blocks === null && error === null ? <PeopleSkeleton label={labels.common.loading} /> : null}
      {blocks?.length === 0 ? <p className="chat-dialog-note">{labels.dialogs.blockedNobody}</p> : null}
      <ul className="chat-member-list">
        {blocks?.map(({ id, user }) => (
          <li key={id} className="chat-person">
            <Avatar name={user.name} id={user.id} url={user.avatarUrl} size={36} />
            <PersonText user={user} />
            <Button
              aria-label={labels.dialogs.unblockPerson(user.name)}
              aria-disabled={action.state.name === 'pending'}
              onClick={() => action.run(() => unblock(id))}
            >
              {labels.dialogs.unblock}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
