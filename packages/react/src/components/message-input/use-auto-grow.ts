import { useLayoutEffect, type RefObject } from 'react';

/** Makes a text area as tall as its text where CSS alone (`field-sizing`) cannot. */
export function useAutoGrow(area: RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    const element = area.current;
    if (element === null || CSS.supports('field-sizing', 'content')) return;
    element.style.blockSize = 'auto';
    element.style.blockSize = `${element.scrollHeight}px`;
  }, [area, text]);
}
