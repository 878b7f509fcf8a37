import type { ConversationId } from '@chat/core';
import { useId, useState } from 'react';
import { useAction } from '../../hooks/use-action';
import { useChatClient } from '../../hooks/use-chat-client';
import { useGroup, type Group } from '../../hooks/use-group';
import { useLabels } from '../../hooks/use-chat-settings';
import { Button } from '../button/button';
import { Icon } from '../icons/icon';
import { ActionError } from './action-error';
import { AddMembers } from './add-members';
import { Dialog } from './dialog';
import { GroupMembers, tellsLastAdmin } from './group-members';
import { GroupProfile } from './group-profile';

export interface GroupSettingsDialogProps {
  readonly conversationId: ConversationId;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** After leaving or deleting the group. */
  readonly onGone?: (() => void) | undefined;
}

type Step = 'overview' | 'add' | 'leave' | 'delete';

/** A group's name, picture and members; what may be changed follows one's role. */
export function GroupSettingsDialog({
  conversationId,
  open,
  onOpenChange,
  onGone,
}: GroupSettingsDialogProps) {
  const labels = useLabels().dialogs;
  const [step, setStep] = useState<Step>('overview');
  const titles: Readonly<Record<Step, string>> = {
    overview: labels.groupSettings,
    add: labels.addMembers,
    leave: labels.leave,
    delete: labels.deleteGroup,
  };
  const change = (next: boolean) => {
    setStep('overview');
    onOpenChange(next);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={change}
      title={titles[step]}
      onBack={step === 'overview' ? undefined : () => setStep('overview')}
    >
      <GroupSteps
        conversationId={conversationId}
        step={step}
        onStep={setStep}
        onGone={() => {
          change(false);
          onGone?.();
        }}
      />
    </Dialog>
  );
}

interface GroupStepsProps {
  readonly conversationId: ConversationId;
  readonly step: Step;
  readonly onStep: (step: Step) => void;
  readonly onGone: () => void;
}

function GroupSteps({ conversationId, step, onStep, onGone }: GroupStepsProps) {
  const labels = useLabels();
  const group = useGroup(conversationId);
  const reasonId = useId();
  const { conversation } = group;
  if (conversation === undefined) {
    return <p className="chat-dialog-note">{labels.chatView.missing}</p>;
  }
  switch (step) {
    case 'add':
      return <AddMembers conversation={conversation} onDone={() => onStep('overview')} />;
    case 'leave':
    case 'delete':
      return (
        <Goodbye
          conversationId={conversationId}
          kind={step}
          onCancel={() => onStep('overview')}
          onGone={onGone}
        />
      );
    case 'overview':
      return (
        <>
          <ActionError error={group.error} />
          <GroupProfile
            key={conversation.id}
            conversation={conversation}
            editable={group.manages && group.can('update-group')}
          />
          <GroupMembers group={group} reasonId={reasonId} onAdd={() => onStep('add')} />
          <Exits group={group} reasonId={reasonId} onStep={onStep} />
        </>
      );
  }
}

interface ExitsProps {
  readonly group: Group;
  /** Names the reason why the last admin cannot leave; told here only if the members do not. */
  readonly reasonId: string;
  readonly onStep: (step: Step) => void;
}

function Exits({ group, reasonId, onStep }: ExitsProps) {
  const all = useLabels();
  const labels = all.dialogs;
  const mayLeave = group.can('leave-conversation') && group.me !== null;
  const isNeeded = group.isLastAdmin && (group.conversation?.members?.length ?? 0) > 1;
  const mayDelete = group.can('delete-conversation') && group.manages;
  if (!mayLeave && !mayDelete) return null;
  return (
    <div className="chat-dialog-footer">
      {mayLeave && isNeeded && !tellsLastAdmin(group) ? (
        <span className="chat-dialog-reason" id={reasonId}>
          {all.unavailable.lastAdmin}
        </span>
      ) : null}
      {mayLeave ? (
        <Button
          variant="danger"
          {...(isNeeded ? { 'aria-disabled': true, 'aria-describedby': reasonId } : {})}
          onClick={() => {
            if (!isNeeded) onStep('leave');
          }}
        >
          <Icon name="leave" size={18} />
          {labels.leave}
        </Button>
      ) : null}
      {mayDelete ? (
        <Button variant="danger" onClick={() => onStep('delete')}>
          <Icon name="trash" size={18} />
          {labels.deleteGroup}
        </Button>
      ) : null}
    </div>
  );
}

interface GoodbyeProps {
  readonly conversationId: ConversationId;
  readonly kind: 'leave' | 'delete';
  readonly onCancel: () => void;
  readonly onGone: () => void;
}

/** Asks once more. A last admin's refusal comes from the backend and is shown. */
function Goodbye({ conversationId, kind, onCancel, onGone }: GoodbyeProps) {
  const labels = useLabels();
  const client = useChatClient();
  const action = useAction();
  const confirm = () =>
    action.run(
      () =>
        kind === 'leave'
          ? client.perform({ kind: 'leave-conversation', conversationId })
          : client.perform({ kind: 'delete-conversation', conversationId }),
      onGone,
    );
  return (
    <>
      <p className="chat-dialog-description">
        {kind === 'leave' ? labels.dialogs.leaveText : labels.dialogs.deleteText}
      </p>
      <ActionError error={action.state.name === 'failed' ? action.state.error : null} />
      <div className="chat-dialog-footer">
        <Button autoFocus onClick={onCancel}>
          {labels.common.cancel}
        </Button>
        <Button variant="danger" aria-disabled={action.state.name === 'pending'} onClick={confirm}>
          {kind === 'leave' ? labels.dialogs.leave : labels.dialogs.deleteGroup}
        </Button>
      </div>
    </>
  );
}
