/** The room a picture takes before it is loaded, so that nothing moves when it is. CSS pixels. */
export interface Box {
  readonly width: number;
  readonly height: number;
}

const most = 320;
const least = 96;
const unknown: Box = { width: 260, height: 195 };

/** Keeps the picture's shape inside a square, but never so thin that it cannot be hit. */
export function pictureBox(width: number | null, height: number | null): Box {
  if (width === null || height === null || width <= 0 || height <= 0) return unknown;
  const scale = Math.min(1, most / width, most / height);
  return {
    width: Math.round(Math.max(least, width * scale)),
    height: Math.round(Math.max(least, height * scale)),
  };
}
