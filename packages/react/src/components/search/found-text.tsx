import { useFoundText } from '../../hooks/use-found-text';

export interface FoundTextProps {
  readonly text: string;
  readonly question: string;
}

/** The stretch of a text in which something was found, marked. */
export function FoundText({ text, question }: FoundTextProps) {
  const parts = useFoundText(text, question);
  return (
    <span className="chat-found" dir="auto">
      {parts.map((part, index) =>
        part.found ? (
          <mark
            // The parts of one text never move.
            key={index}
            className="chat-found-mark"
          >
            {part.text}
          </mark>
        ) : (
          part.text
        ),
      )}
    </span>
  );
}
