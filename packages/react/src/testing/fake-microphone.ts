/** A microphone that hears one steady note; the recorder behind it is the browser's own. */
export interface FakeMicrophone {
  readonly streams: readonly MediaStream[];
  /** How often it was asked for. */
  readonly asked: () => number;
  /** From now on asking fails so, as a browser would; null: it works. */
  refuse(name: string | null): void;
  /** From now on the person does not answer until `answer` is called. */
  hesitate(): { answer(): void };
  restore(): Promise<void>;
}

export function fakeMicrophone(): FakeMicrophone {
  const devices = navigator.mediaDevices;
  const real = devices.getUserMedia;
  const context = new AudioContext();
  const streams: MediaStream[] = [];
  let asked = 0;
  let refusal: string | null = null;
  let answered: Promise<void> = Promise.resolve();
  devices.getUserMedia = async () => {
    asked += 1;
    await answered;
    if (refusal !== null) throw new DOMException('Refused by the test.', refusal);
    const note = new OscillatorNode(context, { frequency: 440 });
    const heard = context.createMediaStreamDestination();
    note.connect(heard);
    note.start();
    // Silent until the page was used, as in a story that plays by itself; closing ends the waiting.
    context.resume().catch(() => undefined);
    streams.push(heard.stream);
    return heard.stream;
  };
  return {
    streams,
    asked: () => asked,
    refuse(name) {
      refusal = name;
    },
    hesitate() {
      let answer = (): void => undefined;
      answered = new Promise((resolve) => (answer = resolve));
      return { answer };
    },
    async restore() {
      devices.getUserMedia = real;
      await context.close();
    },
  };
}
