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

type Colour = readonly [number, number, number];

/** Three light cones on a dark stage: the colour of one point, both coordinates from 0 to 1. */
function stage(x: number, y: number): Colour {
  const cones: readonly { at: number; colour: Colour }[] = [
    { at: 0.22, colour: [255, 176, 86] },
    { at: 0.5, colour: [120, 170, 255] },
    { at: 0.78, colour: [255, 120, 170] },
  ];
  const floor = y > 0.8 ? 26 : 12;
  const light: [number, number, number] = [floor, floor, floor + 10];
  for (const { at, colour } of cones) {
    const distance = Math.abs(x - at) / (0.03 + y * 0.16);
    const strength = Math.max(0, 1 - distance) * (y > 0.8 ? 0.9 : 0.25 + y * 0.5);
    colour.forEach((part, index) => {
      light[index] = Math.min(255, (light[index] ?? 0) + part * strength);
    });
  }
  return light;
}

/** A PNG of a lit stage, drawn here so that no picture has to be shipped. */
export async function drawStage(width: number, height: number): Promise<Uint8Array> {
  const rows = new Uint8Array((width * 3 + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      rows.set(stage(x / width, y / height), y * (width * 3 + 1) + 1 + x * 3);
    }
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
