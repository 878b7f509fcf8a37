import { useLayoutEffect, type ReactNode } from 'react';
import { wear } from './variants.js';

export interface FrameProps {
  theme: string;
  direction: string;
  density: string;
  children: ReactNode;
}

/** Shows a story on a page with the toolbar's theme, writing direction and density. */
export function Frame({ theme, direction, density, children }: FrameProps) {
  // On the document, so that dialogs outside the story's own node follow too.
  useLayoutEffect(() => {
    wear({ theme, direction, density });
    document.documentElement.dataset['density'] = density;
    document.body.style.background = 'Canvas';
    document.body.style.color = 'CanvasText';
  }, [theme, direction, density]);

  return children;
}
