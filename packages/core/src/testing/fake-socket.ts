/** A socket whose server is the test. */
export interface FakeSocket {
  readonly url: string;
  /** What the client sent and the test has not taken yet, as text. */
  readonly sent: readonly string[];
  /** Takes the oldest unread frame, parsed; undefined when there is none. */
  take(): unknown;
  readonly readyState: number;
  accept(): void;
  /** Refuses the upgrade: the client sees an error and 1006, as in a browser. */
  refuse(): void;
  /** Says something to the client; anything but text is sent as JSON. */
  say(frame: unknown): void;
  sayBinary(): void;
  /** Ends it cleanly from the server's side. */
  end(code?: number): void;
  /** The network goes: error, then 1006. */
  drop(): void;
}

export interface FakeSockets {
  /** For an adapter's environment. */
  readonly WebSocket: typeof WebSocket;
  /** All sockets made so far. */
  readonly all: readonly FakeSocket[];
  /** The next socket that nobody has asked for yet, once it is made. */
  next(): Promise<FakeSocket>;
  /** Sockets not closed by either side. */
  readonly openCount: number;
}

/** A WebSocket class that makes sockets a test can hold the other end of. */
export function createFakeSockets(): FakeSockets {
  const all: ControlledSocket[] = [];
  const unasked: ControlledSocket[] = [];
  const asked: ((socket: FakeSocket) => void)[] = [];

  class FakeWebSocket extends ControlledSocket {
    constructor(url: string) {
      super(url);
      all.push(this);
      const waiting = asked.shift();
      if (waiting === undefined) unasked.push(this);
      else waiting(this);
    }
  }

  return {
    // The parts of the interface nobody uses here are left out.
    WebSocket: FakeWebSocket as unknown as typeof WebSocket,
    all,
    next() {
      const first = unasked.shift();
      if (first !== undefined) return Promise.resolve(first);
      return new Promise((resolve) => asked.push(resolve));
    },
    get openCount() {
      return all.filter(({ readyState }) => readyState < ControlledSocket.CLOSING).length;
    },
  };
}

class ControlledSocket extends EventTarget implements FakeSocket {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSING = 2;
  static readonly CLOSED = 3;
  readonly sent: string[] = [];
  readyState: number = ControlledSocket.CONNECTING;
  binaryType = 'blob';
  readonly bufferedAmount = 0;
  readonly protocol = '';

  constructor(readonly url: string) {
    super();
    // As the real one does.
    if (!/^wss?:\/\//.test(url)) throw new SyntaxError(`The URL '${url}' is invalid.`);
  }

  send(text: string): void {
    if (this.readyState === ControlledSocket.CONNECTING) throw new Error('Still connecting.');
    if (this.readyState === ControlledSocket.OPEN) this.sent.push(text);
  }

  close(code = 1000): void {
    if (this.readyState >= ControlledSocket.CLOSING) return;
    this.readyState = ControlledSocket.CLOSING;
    queueMicrotask(() => this.finish(code));
  }

  take(): unknown {
    const text = this.sent.shift();
    if (text === undefined) return undefined;
    const frame: unknown = JSON.parse(text);
    return frame;
  }

  accept(): void {
    if (this.readyState !== ControlledSocket.CONNECTING) return;
    this.readyState = ControlledSocket.OPEN;
    this.dispatchEvent(new Event('open'));
  }

  refuse(): void {
    this.drop();
  }

  say(frame: unknown): void {
    const data = typeof frame === 'string' ? frame : JSON.stringify(frame);
    this.hear(data);
  }

  sayBinary(): void {
    this.hear(new Blob(['binary']));
  }

  end(code = 1000): void {
    this.finish(code);
  }

  drop(): void {
    if (this.readyState === ControlledSocket.CLOSED) return;
    this.dispatchEvent(new Event('error'));
    this.finish(1006);
  }

  private hear(data: unknown): void {
    if (this.readyState === ControlledSocket.OPEN) this.dispatchEvent(new MessageEvent('message', { data }));
  }

  private finish(code: number): void {
    if (this.readyState === ControlledSocket.CLOSED) return;
    this.readyState = ControlledSocket.CLOSED;
    this.dispatchEvent(Object.assign(new Event('close'), { code, reason: '', wasClean: code !== 1006 }));
  }
}
