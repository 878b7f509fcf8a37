export interface Account {
  readonly username: string;
  readonly password: string;
  /** As people know them, where the server tells. */
  readonly name?: string;
}

/** One API of the server, and who can sign in there. */
export interface PlaygroundBackend {
  readonly name: string;
  readonly url: string;
  readonly accounts: readonly Account[];
  /** Sends carry a key that the server knows again. */
  readonly keyed?: boolean;
}

/** What the page's server says about the backends to talk to. */
export interface PlaygroundConfig {
  readonly profile: string;
  readonly backends: readonly PlaygroundBackend[];
}

/** Reads `/config.json`; `?api=` names a server of one's own (`?keyed` one that knows keys), `?user=` (or left and right) who is there. */
export async function loadConfig(search: string): Promise<PlaygroundConfig> {
  const given = new URLSearchParams(search);
  const url = given.get('api');
  if (url !== null) {
    const names = ['user', 'left', 'right'].flatMap((seat) => given.get(seat) ?? []);
    const accounts = names.map((username) => ({ username, password: 'demo' }));
    const name = given.get('backend') ?? 'connectify';
    return { profile: 'unknown', backends: [{ name, url, accounts, keyed: given.has('keyed') }] };
  }
  const response = await fetch('/config.json');
  if (!response.ok)
    throw new Error(`The playground's server answered ${String(response.status)} for /config.json.`);
  return (await response.json()) as PlaygroundConfig;
}

/** The backend chosen in the page's address, else the first. */
export function chosenBackend(config: PlaygroundConfig, search: string): PlaygroundBackend {
  const name = new URLSearchParams(search).get('backend');
  const found = config.backends.find((backend) => backend.name === name) ?? config.backends[0];
  if (found === undefined) throw new Error('The server offers no backend.');
  return found;
}
