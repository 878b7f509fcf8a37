import { iconPaths, type IconName } from './paths';

export interface IconProps {
  readonly name: IconName;
  /** Pixels; default 20. */
  readonly size?: number | undefined;
}

/** A line icon in the colour of the text. Decorative: the control around it carries the name. */
export function Icon({ name, size = 20 }: IconProps) {
  return (
    <svg
      className="chat-icon"
      data-icon={name}
      viewBox="0 0 24 24"
      style={{ inlineSize: size, blockSize: size }}
      aria-hidden="true"
      focusable="false"
    >
      <path className="chat-icon-line" d={iconPaths[name]} />
    </svg>
  );
}
