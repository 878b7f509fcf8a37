import { useLabels } from '../../hooks/use-chat-settings';
import { useOnDemand } from '../../hooks/use-on-demand';
import { Button } from '../button/button';
import type { InputHandle } from './use-input';

const loadRow = async () => (await import('./topic-row')).TopicRow;

export interface InputTopicProps {
  readonly input: InputHandle;
  readonly onDone: () => void;
}

/** What the message is about: its subject, and the host's own things it belongs to. Fetched where a backend has them. */
export function InputTopic({ input, onDone }: InputTopicProps) {
  const labels = useLabels();
  const { rules } = input;
  const wanted = rules.subject || rules.related.length > 0;
  const { Part: Row, failed, retry } = useOnDemand(loadRow, wanted);
  if (!wanted) return null;
  if (Row === null) {
    return (
      <div className="chat-input-topic" data-loading={failed ? undefined : ''}>
        {failed ? (
          <>
            <span className="chat-part" role="alert">
              {labels.dialogs.notLoaded}
            </span>
            <Button onClick={retry}>{labels.common.retry}</Button>
          </>
        ) : null}
      </div>
    );
  }
  return (
    <Row
      hasSubject={rules.subject}
      subject={input.subject}
      onSubject={input.setSubject}
      types={rules.related}
      related={input.related}
      onRelated={input.setRelated}
      onDone={onDone}
    />
  );
}
