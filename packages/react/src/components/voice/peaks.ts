/** The loudest moment of each of `count` equal stretches, from 0 to 1; the loudest of all is 1 unless all is silent. */
export function peaksOf(samples: Float32Array, count: number): readonly number[] {
  const peaks = Array.from({ length: count }, (_, index) => {
    const from = Math.floor((index * samples.length) / count);
    const to = Math.max(from + 1, Math.floor(((index + 1) * samples.length) / count));
    let peak = 0;
    for (let at = from; at < to && at < samples.length; at += 1)
      peak = Math.max(peak, Math.abs(samples[at] ?? 0));
    return peak;
  });
  const highest = Math.max(...peaks);
  // What is as quiet as this is the noise of the microphone, and no reason to draw a storm.
  return highest < 0.001 ? peaks.map(() => 0) : peaks.map((peak) => peak / highest);
}
