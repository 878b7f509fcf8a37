import { useRef, type KeyboardEvent } from 'react';

export interface EmojiGridProps {
  readonly label: string;
  readonly emojis: readonly string[];
  readonly columns?: number | undefined;
  readonly autoFocus?: boolean | undefined;
  readonly onSelect: (emoji: string) => void;
}

const steps: Readonly<Record<string, (columns: number, rtl: boolean) => number>> = {
  ArrowRight: (_columns, rtl) => (rtl ? -1 : 1),
  ArrowLeft: (_columns, rtl) => (rtl ? 1 : -1),
  ArrowDown: (columns) => columns,
  ArrowUp: (columns) => -columns,
  Home: () => -Infinity,
  End: () => Infinity,
};

/** A short set of emoji: one tab stop, arrows inside. */
export function EmojiGrid({ label, emojis, columns = 8, autoFocus = false, onSelect }: EmojiGridProps) {
  const root = useRef<HTMLDivElement>(null);

  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = steps[event.key];
    const buttons = [...(root.current?.querySelectorAll('button') ?? [])];
    const current = buttons.indexOf(event.target as HTMLButtonElement);
    if (step === undefined || current < 0) return;
    event.preventDefault();
    const rtl = getComputedStyle(event.currentTarget).direction === 'rtl';
    const next = Math.min(buttons.length - 1, Math.max(0, current + step(columns, rtl)));
    buttons.forEach((button, index) => (button.tabIndex = index === next ? 0 : -1));
    buttons[next]?.focus();
  };

  return (
    <div
      ref={root}
      className="chat-emoji-grid"
      role="group"
      aria-label={label}
      style={{ '--chat-emoji-columns': columns } as React.CSSProperties}
      onKeyDown={move}
    >
      {emojis.map((emoji, index) => (
        <button
          key={emoji}
          type="button"
          className="chat-emoji"
          tabIndex={index === 0 ? 0 : -1}
          autoFocus={autoFocus && index === 0}
          onClick={() => onSelect(emoji)}
        >
          {emoji}
        </button>
      ))}
    </div>
  );
}
