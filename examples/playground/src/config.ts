/** What the page's server says about the backend to talk to. */
export interface PlaygroundConfig {
  readonly apiUrl: string;
  readonly profile: string;
  readonly accounts: readonly { readonly username: string; readonly password: string }[];
}

const demoAccounts = ['amira', 'bruno', 'chiara', 'dmitri'].map((username) => ({
  username,
  password: 'demo',
}));

/** Reads `/config.json`; `?api=` in the page's address overrides the backend. */
export async function loadConfig(): Promise<PlaygroundConfig> {
  const override = new URLSearchParams(location.search).get('api');
  if (override !== null) return { apiUrl: override, profile: 'unknown', accounts: demoAccounts };
  const response = await fetch('/config.json');
  if (!response.ok)
    throw new Error(`The playground's server answered ${String(response.status)} for /config.json.`);
  const config = (await response.json()) as Omit<PlaygroundConfig, 'accounts'> & {
    accounts: PlaygroundConfig['accounts'] | null;
  };
  return { ...config, accounts: config.accounts ?? demoAccounts };
}
