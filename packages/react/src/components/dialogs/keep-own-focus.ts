import { focusedElement } from '../../lib/focused-element';

/** What took the focus as the dialog opened keeps it; inside of a shadow root the dialog itself cannot see that. */
export function keepOwnFocus(event: Event): void {
  const { currentTarget: dialog } = event;
  if (dialog instanceof Node && dialog.contains(focusedElement())) event.preventDefault();
}
