import { useFormats } from '../../hooks/use-chat-settings';
import { useToday } from '../../hooks/use-today';

/** The day of a message: today and yesterday by name. */
export function DayLine({ at }: { readonly at: number }) {
  const formats = useFormats();
  const today = useToday();
  return (
    <div className="chat-day">
      <span className="chat-day-text">{formats.day(at, today)}</span>
    </div>
  );
}
