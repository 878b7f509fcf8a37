/** How both sides look; chosen once for the page. */
export interface Look {
  readonly theme: 'light' | 'dark' | 'system';
  readonly dir: 'ltr' | 'rtl';
  readonly density: 'comfortable' | 'compact';
}

const choices = {
  theme: ['system', 'light', 'dark'],
  dir: ['ltr', 'rtl'],
  density: ['comfortable', 'compact'],
} as const;

const names: Readonly<Record<keyof Look, string>> = { theme: 'Theme', dir: 'Direction', density: 'Density' };
const words: Readonly<Record<string, string>> = {
  system: 'As the system',
  light: 'Light',
  dark: 'Dark',
  ltr: 'Left to right',
  rtl: 'Right to left',
  comfortable: 'Comfortable',
  compact: 'Compact',
};

export function lookFromAddress(search: string): Look {
  const given = new URLSearchParams(search);
  const pick = <Name extends keyof typeof choices>(name: Name): Look[Name] => {
    const options: readonly string[] = choices[name];
    const value = given.get(name);
    return (value !== null && options.includes(value) ? value : choices[name][0]) as Look[Name];
  };
  return { theme: pick('theme'), dir: pick('dir'), density: pick('density') };
}

export function Toolbar({
  look,
  onChange,
  backend,
  backends,
  onBackend,
}: {
  readonly look: Look;
  readonly onChange: (look: Look) => void;
  readonly backend: string;
  readonly backends: readonly string[];
  readonly onBackend: (name: string) => void;
}) {
  return (
    <header className="toolbar">
      <h1>Chat playground</h1>
      <label className="toolbar-backend">
        <span>Backend</span>
        <select value={backend} onChange={(event) => onBackend(event.target.value)}>
          {backends.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      {(Object.keys(choices) as (keyof typeof choices)[]).map((name) => (
        <label key={name}>
          <span>{names[name]}</span>
          <select value={look[name]} onChange={(event) => onChange({ ...look, [name]: event.target.value })}>
            {choices[name].map((value) => (
              <option key={value} value={value}>
                {words[value]}
              </option>
            ))}
          </select>
        </label>
      ))}
    </header>
  );
}
