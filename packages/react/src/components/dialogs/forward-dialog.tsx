import type { ForwardedCopy, MessageView } from '@chat/core';
import { useState } from 'react';
import { useAction } from '../../hooks/use-action';
import { useChatClient } from '../../hooks/use-chat-client';
import { useAnnounce, useFormats, useLabels } from '../../hooks/use-chat-settings';
import { Button } from '../button/button';
import { Icon } from '../icons/icon';
import { ActionError } from './action-error';
import { Dialog } from './dialog';
import { ForwardTargets, type ForwardTarget } from './forward-targets';

export interface ForwardDialogProps {
  readonly open: boolean;
  readonly message: MessageView;
  readonly onOpenChange: (open: boolean) => void;
}

/** Chooses to whom a message's words are copied, and tells where that did not work. */
export function ForwardDialog({ open, message, onOpenChange }: ForwardDialogProps) {
  const labels = useLabels().dialogs;
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={labels.forward}>
      <Forwarding message={message} onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

interface Failure {
  readonly target: ForwardTarget;
  readonly error: string;
}

function Forwarding({
  message,
  onDone,
}: Pick<ForwardDialogProps, 'message'> & { readonly onDone: () => void }) {
  const labels = useLabels().dialogs;
  const formats = useFormats();
  const announce = useAnnounce();
  const client = useChatClient();
  const action = useAction();
  const [chosen, setChosen] = useState<readonly ForwardTarget[]>([]);
  const [failures, setFailures] = useState<readonly Failure[]>([]);
  const pending = action.state.name === 'pending';

  const toggle = (target: ForwardTarget) =>
    setChosen((known) =>
      known.some(({ key }) => key === target.key)
        ? known.filter(({ key }) => key !== target.key)
        : [...known, target],
    );

  const forward = () => {
    const { id } = message;
    if (id === null || chosen.length === 0) return;
    action.run(
      () =>
        client.perform({
          kind: 'forward',
          messageId: id,
          conversationIds: chosen.flatMap((target) => target.conversationId ?? []),
          userIds: chosen.flatMap((target) => target.userId ?? []),
        }),
      (copies) => {
        const failed = chosen.flatMap((target) => failureOf(target, copies));
        const done = chosen.filter((target) => !failed.some((failure) => failure.target === target));
        if (done.length > 0) announce(labels.forwarded(formats.list(done.map(({ name }) => name))));
        if (failed.length === 0) onDone();
        // Those it reached are not asked again.
        setChosen(failed.map(({ target }) => target));
        setFailures(failed);
      },
    );
  };

  return (
    <>
      <blockquote className="chat-forward-quote" dir="auto">
        {message.text}
      </blockquote>
      {message.attachments.length > 0 ? (
        <p className="chat-dialog-note chat-forward-note">{labels.forwardTextOnly}</p>
      ) : null}
      <ForwardTargets
        from={message.conversationId}
        chosen={new Set(chosen.map(({ key }) => key))}
        onToggle={toggle}
        disabled={pending}
      />
      <ActionError error={action.state.name === 'failed' ? action.state.error : null} />
      {failures.length === 0 ? null : (
        <div className="chat-dialog-error" role="alert">
          <Icon name="warning" size={18} />
          <span className="chat-forward-failures">
            {failures.map(({ target, error }) => (
              <span key={target.key} className="chat-part">
                {labels.notForwarded(target.name, error)}
              </span>
            ))}
          </span>
        </div>
      )}
      <div className="chat-dialog-footer">
        <Button variant="primary" disabled={chosen.length === 0} aria-disabled={pending} onClick={forward}>
          {labels.forwardSend(chosen.length)}
        </Button>
      </div>
    </>
  );
}

/** A target nobody answered for counts as failed. */
function failureOf(target: ForwardTarget, copies: readonly ForwardedCopy[]): readonly Failure[] {
  const copy = copies.find(
    ({ conversationId, userId }) =>
      (target.conversationId !== null && conversationId === target.conversationId) ||
      (target.userId !== null && userId === target.userId),
  );
  if (copy !== undefined && copy.error === null) return [];
  return [{ target, error: copy?.error ?? '' }];
}
