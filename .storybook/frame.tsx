import { useLayoutEffect, type ReactNode } from 'react';

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
    const { documentElement } = document;
    documentElement.dir = direction;
    documentElement.dataset['theme'] = theme;
    documentElement.dataset['density'] = density;
    documentElement.style.colorScheme = theme;
    document.body.style.background = 'Canvas';
    document.body.style.color = 'CanvasText';
  }, [theme, direction, density]);

  return children;
}
