import { useEffect, useId, useRef, useState } from 'react';
import { Tooltip } from '../menu/tooltip';
import { IconButton, type IconButtonProps } from './button';

export interface UnavailableButtonProps extends Pick<
  IconButtonProps,
  'label' | 'icon' | 'size' | 'className'
> {
  /** Why pressing it does nothing. */
  readonly reason: string;
}

/** Stands where people look for a button, and says on hover, focus and touch why it is of no use here. */
export function UnavailableButton({ reason, ...button }: UnavailableButtonProps) {
  const id = useId();
  const control = useRef<HTMLButtonElement>(null);
  const [shownAt, setShownAt] = useState<HTMLElement | null>(null);
  const show = () => setShownAt(control.current);
  const hide = () => setShownAt(null);

  useEffect(() => {
    if (shownAt === null) return undefined;
    const hideOutside = ({ target }: Event) => {
      if (!(target instanceof Node) || !shownAt.contains(target)) setShownAt(null);
    };
    document.addEventListener('pointerdown', hideOutside, true);
    return () => document.removeEventListener('pointerdown', hideOutside, true);
  }, [shownAt]);

  return (
    <>
      <IconButton
        {...button}
        ref={control}
        title=""
        aria-disabled="true"
        aria-describedby={id}
        onClick={show}
        onFocus={show}
        onBlur={hide}
        onPointerEnter={({ pointerType }) => {
          if (pointerType === 'mouse') show();
        }}
        onPointerLeave={({ pointerType }) => {
          if (pointerType === 'mouse') hide();
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || shownAt === null) return;
          event.stopPropagation();
          hide();
        }}
      />
      <Tooltip id={id} anchor={shownAt} text={reason} />
    </>
  );
}
