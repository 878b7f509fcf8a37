/** A wave file of one note that swells and fades, of this many seconds. */
export function sampleSound(seconds: number): Blob {
  const rate = 8_000;
  const count = Math.round(seconds * rate);
  const view = new DataView(new ArrayBuffer(44 + count * 2));
  const words = (at: number, text: string) =>
    [...text].forEach((letter, index) => view.setUint8(at + index, letter.charCodeAt(0)));
  words(0, 'RIFF');
  view.setUint32(4, 36 + count * 2, true);
  words(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  words(36, 'data');
  view.setUint32(40, count * 2, true);
  for (let at = 0; at < count; at += 1) {
    const loudness = Math.abs(Math.sin((at / count) * Math.PI * 5)) * 0.6 + 0.05;
    view.setInt16(44 + at * 2, Math.sin((at / rate) * 440 * 2 * Math.PI) * loudness * 32_000, true);
  }
  return new Blob([view], { type: 'audio/wav' });
}
