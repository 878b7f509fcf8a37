import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import '@chat/react/styles.css';
import './playground.css';
import { chosenBackend, loadConfig } from './config';
import type { PlaygroundBackend, PlaygroundConfig } from './config';
import { createPerson } from './person';
import { Seat } from './seat';
import { lookFromAddress, Toolbar } from './toolbar';

interface SeatChoice {
  readonly seat: string;
  readonly username: string;
}

/** `?user=amira` seats one person alone; `?left=` and `?right=` choose who sits side by side. */
function seatsFromAddress(search: string, { name, accounts }: PlaygroundBackend): readonly SeatChoice[] {
  const given = new URLSearchParams(search);
  const alone = given.get('user');
  if (alone !== null) return [{ seat: `${name}-alone-${alone}`, username: alone }];
  const [first, second = first] = accounts.map(({ username }) => username);
  return [
    { seat: `${name}-left`, username: given.get('left') ?? first ?? '' },
    { seat: `${name}-right`, username: given.get('right') ?? second ?? '' },
  ];
}

/** Another backend is another page: nothing of the one before stays. */
function goToBackend(name: string): void {
  const address = new URL(location.href);
  address.search = '';
  address.searchParams.set('backend', name);
  location.assign(address);
}

function Playground({ config }: { readonly config: PlaygroundConfig }) {
  const [look, setLook] = useState(() => lookFromAddress(location.search));
  const [backend] = useState(() => chosenBackend(config, location.search));
  const [seats] = useState(() =>
    seatsFromAddress(location.search, backend).map((choice) => ({
      ...choice,
      person: createPerson(backend, choice.seat, choice.username),
    })),
  );
  const alone = seats.length === 1;
  return (
    <div className="playground" data-theme={look.theme} data-alone={alone}>
      {alone ? null : (
        <Toolbar
          look={look}
          onChange={setLook}
          backend={backend.name}
          backends={config.backends.map(({ name }) => name)}
          onBackend={goToBackend}
        />
      )}
      <main className="seats">
        {seats.map(({ seat, username, person }) => (
          <Seat key={seat} seat={seat} username={username} person={person} backend={backend} look={look} />
        ))}
      </main>
    </div>
  );
}

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root.');
const shown = createRoot(root);
loadConfig(location.search).then(
  (config) =>
    shown.render(
      <StrictMode>
        <Playground config={config} />
      </StrictMode>,
    ),
  (error: unknown) =>
    shown.render(
      <p role="alert">{error instanceof Error ? error.message : 'The playground could not start.'}</p>,
    ),
);
