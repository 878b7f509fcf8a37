const crcTable = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});

function crc(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (crcTable[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

function chunk(name: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(name), 4);
  bytes.set(data, 8);
  view.setUint32(data.length + 8, crc(bytes.subarray(4, data.length + 8)));
  return bytes;
}

async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

const bytesPerPixel = 3;

const cones = [
  { at: 0.22, colour: [255, 176, 86] },
  { at: 0.5, colour: [120, 170, 255] },
  { at: 0.78, colour: [255, 120, 170] },
] as const;

/** Three light cones on a dark stage: one row of pixels, at a height from 0 (top) to 1. */
function paintRow(row: Uint8Array, height: number): void {
  const width = row.length / bytesPerPixel;
  const dark = height > 0.8 ? 26 : 12;
  for (let index = 0; index < row.length; index += bytesPerPixel) {
    row[index] = dark;
    row[index + 1] = dark;
    row[index + 2] = dark + 10;
  }
  const reach = 0.03 + height * 0.16;
  const power = height > 0.8 ? 0.9 : 0.25 + height * 0.5;
  for (const { at, colour } of cones) {
    const [red, green, blue] = colour;
    const end = Math.min(width, Math.floor((at + reach) * width) + 1);
    for (let x = Math.max(0, Math.ceil((at - reach) * width)); x < end; x += 1) {
      const strength = Math.max(0, 1 - Math.abs(x / width - at) / reach) * power;
      const index = x * bytesPerPixel;
      row[index] = Math.min(255, (row[index] ?? 0) + red * strength);
      row[index + 1] = Math.min(255, (row[index + 1] ?? 0) + green * strength);
      row[index + 2] = Math.min(255, (row[index + 2] ?? 0) + blue * strength);
    }
  }
}

/** A PNG of a lit stage, drawn here so that no picture has to be shipped. */
export async function drawStage(width: number, height: number): Promise<Uint8Array> {
  // A row begins with a byte that says how it is filtered: not at all.
  const rowLength = 1 + width * bytesPerPixel;
  const rows = new Uint8Array(rowLength * height);
  for (let y = 0; y < height; y += 1) {
    paintRow(rows.subarray(y * rowLength + 1, (y + 1) * rowLength), y / height);
  }
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, 2, 0, 0, 0], 8);
  const parts = [
    Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', await deflate(rows)),
    chunk('IEND', new Uint8Array()),
  ];
  const picture = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    picture.set(part, offset);
    offset += part.length;
  }
  return picture;
}
