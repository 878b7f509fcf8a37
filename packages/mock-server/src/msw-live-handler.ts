import { WebSocketHandler, type WebSocketHandlerConnection } from 'msw';
import type { UpgradeAnswer, UpgradeRequest } from './live/socket';

/**
 * Answers sockets from a backend. msw's own `ws.link` lets a socket open before an asynchronous handler
 * could refuse it, so this waits for the backend's answer first.
 */
export class LiveHandler extends WebSocketHandler {
  readonly #open = new Set<() => Promise<void>>();
  readonly #connect: (upgrade: UpgradeRequest) => Promise<UpgradeAnswer>;

  constructor(url: string, connect: (upgrade: UpgradeRequest) => Promise<UpgradeAnswer>) {
    super(url);
    this.#connect = connect;
  }

  /** Ends all sockets; settles when nothing of them is still being dealt with. */
  async closeAll(): Promise<void> {
    await Promise.all([...this.#open].map((close) => close()));
  }

  override async run(
    connection: Parameters<WebSocketHandler['run']>[0],
  ): Promise<WebSocketHandlerConnection | null> {
    const { client } = connection;
    if (!this.test(client.url)) return null;
    const answer = await this.#connect({
      url: new URL(client.url),
      origin: client.url.origin,
      headers: new Headers(),
    });
    if (!answer.accepted) {
      // What a browser shows for any refused upgrade.
      client.close(1006);
      return { ...connection, params: {} };
    }
    let isOpen = true;
    const session = answer.open({
      send: (text) => {
        if (isOpen) client.send(text);
      },
      close: (code) => end(code),
      terminate: () => end(1006),
    });
    const end = (code: number) => {
      if (!isOpen) return;
      isOpen = false;
      this.#open.delete(closeWithServer);
      client.close(code);
      session.end();
    };
    const closeWithServer = () => {
      end(1006);
      return session.settled();
    };
    this.#open.add(closeWithServer);
    client.addEventListener('message', ({ data }) => {
      if (isOpen) session.receive(typeof data === 'string' ? data : new Uint8Array());
    });
    client.addEventListener('close', () => {
      isOpen = false;
      this.#open.delete(closeWithServer);
      session.end();
    });
    return { ...connection, params: {} };
  }
}
