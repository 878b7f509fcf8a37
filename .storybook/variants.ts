import axe from 'axe-core';

/** The looks a story has besides the one it is written in; every test run checks them all. */
const otherLooks = [
  { theme: 'dark', direction: 'ltr' },
  { theme: 'light', direction: 'rtl' },
  { theme: 'dark', direction: 'rtl' },
] as const;

function wear(theme: string, direction: string): void {
  const { documentElement } = document;
  documentElement.dir = direction;
  documentElement.dataset['theme'] = theme;
  documentElement.style.colorScheme = theme;
}

/** Colours on their way from one theme to the other are nobody's contrast. */
function endTransitions(): void {
  for (const animation of document.getAnimations()) {
    if (animation instanceof CSSTransition) animation.finish();
  }
}

function overflowing(root: HTMLElement): readonly string[] {
  const { clientWidth, scrollWidth } = document.documentElement;
  return scrollWidth > clientWidth + 1 && root.isConnected
    ? [`the page is ${scrollWidth - clientWidth} px wider than its window`]
    : [];
}

/** Puts a finished story into its other looks and fails with what axe finds there, or what sticks out. */
export async function checkOtherLooks(root: HTMLElement): Promise<void> {
  const { dir, style, dataset } = document.documentElement;
  const before = { dir, theme: dataset['theme'] ?? style.colorScheme };
  const found: string[] = [];
  for (const { theme, direction } of otherLooks) {
    wear(theme, direction);
    await new Promise((resolve) => requestAnimationFrame(resolve));
    endTransitions();
    const { violations } = await axe.run(root, { resultTypes: ['violations'] });
    const complaints = [
      ...violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
      ...overflowing(root),
    ];
    found.push(...complaints.map((complaint) => `${theme} ${direction}: ${complaint}`));
  }
  wear(before.theme, before.dir);
  if (found.length > 0) throw new Error(found.join('\n'));
}
