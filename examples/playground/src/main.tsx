import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import '@chat/react/styles.css';
import './playground.css';
import { loadConfig } from './config';
import type { PlaygroundConfig } from './config';
import { createPerson } from './person';
import { Seat } from './seat';
import { lookFromAddress, Toolbar } from './toolbar';

interface SeatChoice {
  readonly seat: string;
  readonly username: string;
}

/** `?user=amira` seats one person alone; `?left=` and `?right=` choose who sits side by side. */
function seatsFromAddress(search: string): readonly SeatChoice[] {
  const given = new URLSearchParams(search);
  const alone = given.get('user');
  if (alone !== null) return [{ seat: `alone-${alone}`, username: alone }];
  return [
    { seat: 'left', username: given.get('left') ?? 'amira' },
    { seat: 'right', username: given.get('right') ?? 'bruno' },
  ];
}

function Playground({ config }: { readonly config: PlaygroundConfig }) {
  const [look, setLook] = useState(() => lookFromAddress(location.search));
  const [seats] = useState(() =>
    seatsFromAddress(location.search).map((choice) => ({
      ...choice,
      person: createPerson(config.apiUrl, choice.seat),
    })),
  );
  const alone = seats.length === 1;
  return (
    <div className="playground" data-theme={look.theme} data-alone={alone}>
      {alone ? null : (
        <Toolbar
          look={look}
          onChange={setLook}
          backend={`connectify · ${config.profile} · ${config.apiUrl}`}
        />
      )}
      <main className="seats">
        {seats.map(({ seat, username, person }) => (
          <Seat key={seat} seat={seat} username={username} person={person} config={config} look={look} />
        ))}
      </main>
    </div>
  );
}

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root.');
const shown = createRoot(root);
loadConfig().then(
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
