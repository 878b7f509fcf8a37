import type { ComponentProps } from 'react';
import { classNames } from '../../lib/class-names';
import { Icon } from '../icons/icon';

/** The browser's own list of choices behind a field that looks like the others. */
export function Select({ className, children, ...select }: ComponentProps<'select'>) {
  return (
    <span className="chat-select">
      <select {...select} className={classNames('chat-select-field', className)}>
        {children}
      </select>
      <Icon name="chevronDown" size={16} />
    </span>
  );
}
