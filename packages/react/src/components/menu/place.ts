export interface AnchorRect {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const gap = 6;
const margin = 8;

/** Where a surface goes: below its anchor if there is room, else above, never outside the screen. Pixels. */
export function placeBeside(
  anchor: AnchorRect,
  surface: Size,
  screen: Size,
  side: 'left' | 'right',
): { readonly left: number; readonly top: number } {
  const wanted = side === 'left' ? anchor.left : anchor.right - surface.width;
  const left = Math.max(margin, Math.min(wanted, screen.width - surface.width - margin));
  const below = anchor.bottom + gap;
  const above = anchor.top - gap - surface.height;
  const fitsBelow = below + surface.height <= screen.height - margin;
  const top = fitsBelow || above < margin ? below : above;
  return { left, top: Math.max(margin, Math.min(top, screen.height - surface.height - margin)) };
}
