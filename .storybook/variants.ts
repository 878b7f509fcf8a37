import axe from 'axe-core';

/** The looks a story has besides the one it is written in; every test run checks them all. */
const otherLooks = [
  { theme: 'dark', direction: 'ltr', density: 'comfortable' },
  { theme: 'light', direction: 'rtl', density: 'comfortable' },
  { theme: 'dark', direction: 'rtl', density: 'comfortable' },
  { theme: 'light', direction: 'ltr', density: 'compact' },
] as const;

export interface Look {
  readonly theme: string;
  readonly direction: string;
  readonly density: string;
}

/** Dresses the page, and every chat in it that does not choose a density of its own. */
export function wear({ theme, direction, density }: Look): void {
  const { documentElement } = document;
  documentElement.dir = direction;
  documentElement.dataset['theme'] = theme;
  documentElement.style.colorScheme = theme;
  for (const root of document.querySelectorAll<HTMLElement>('.chat-root')) {
    root.dataset['ownDensity'] ??= root.dataset['density'] ?? 'comfortable';
    if (root.dataset['ownDensity'] === 'comfortable') root.dataset['density'] = density;
  }
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
  const before: Look = {
    theme: dataset['theme'] ?? style.colorScheme,
    direction: dir,
    density: dataset['density'] ?? 'comfortable',
  };
  const found: string[] = [];
  for (const look of otherLooks) {
    wear(look);
    await new Promise((resolve) => requestAnimationFrame(resolve));
    endTransitions();
    const { violations } = await axe.run(root, { resultTypes: ['violations'] });
    const complaints = [
      ...violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
      ...overflowing(root),
    ];
    found.push(...complaints.map((complaint) => `${Object.values(look).join(' ')}: ${complaint}`));
  }
  wear(before);
  if (found.length > 0) throw new Error(found.join('\n'));
}
