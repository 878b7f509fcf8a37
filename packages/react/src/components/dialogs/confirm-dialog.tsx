import { useAction } from '../../hooks/use-action';
import { useLabels } from '../../hooks/use-chat-settings';
import { Button } from '../button/button';
import { ActionError } from './action-error';
import { Dialog } from './dialog';

export interface ConfirmDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly text: string;
  readonly confirmLabel: string;
  /** The dialog stays open and tells the error when this is refused. */
  readonly onConfirm: () => unknown;
}

/** Asks before something that cannot be undone. */
export function ConfirmDialog({ open, onOpenChange, title, text, ...rest }: ConfirmDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={title} description={text}>
      <Confirmation {...rest} onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

function Confirmation({
  confirmLabel,
  onConfirm,
  onDone,
}: Pick<ConfirmDialogProps, 'confirmLabel' | 'onConfirm'> & { readonly onDone: () => void }) {
  const labels = useLabels();
  const action = useAction();
  return (
    <>
      <ActionError error={action.state.name === 'failed' ? action.state.error : null} />
      <div className="chat-dialog-footer">
        <Button variant="secondary" onClick={onDone}>
          {labels.common.cancel}
        </Button>
        <Button
          variant="danger"
          aria-disabled={action.state.name === 'pending'}
          onClick={() => action.run(async () => onConfirm(), onDone)}
        >
          {confirmLabel}
        </Button>
      </div>
    </>
  );
}
