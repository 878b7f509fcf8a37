const toneSeconds = 0.18;

/** Two short, quiet notes, made by the browser; nothing is loaded. Silent where the page may not play. */
export async function playTone(): Promise<void> {
  const context = new AudioContext();
  try {
    const volume = context.createGain();
    volume.gain.value = 0.06;
    volume.connect(context.destination);
    const notes = [660, 880].map((frequency, index) => {
      const note = new OscillatorNode(context, { frequency });
      note.connect(volume);
      note.start(context.currentTime + index * toneSeconds);
      note.stop(context.currentTime + (index + 1) * toneSeconds);
      return new Promise((resolve) => note.addEventListener('ended', resolve));
    });
    // Before the first click on a page a context stands still, and its notes would never end.
    if (context.state === 'running') await Promise.all(notes);
  } finally {
    await context.close();
  }
}
