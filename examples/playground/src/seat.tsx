import { Chat, ChatProvider, useChatClientLifecycle, useSession } from '@chat/react';
import type { ChatClient } from '@chat/core';
import { useEffect, useState } from 'react';
import type { PlaygroundBackend } from './config';
import { NotifyButton } from './notify-button';
import type { PlaygroundPerson } from './person';
import { templatesFor } from './templates';
import type { Look } from './toolbar';

/** The labels are English; dates and times as the person has them. */
const locale = navigator.languages.find((language) => language.startsWith('en'));

interface SeatProps {
  readonly seat: string;
  readonly person: PlaygroundPerson;
  readonly username: string;
  readonly backend: PlaygroundBackend;
  readonly look: Look;
}

/** One person's half of the page: who sits there, their network switch, and the chat. */
export function Seat({ seat, person, username, backend, look }: SeatProps) {
  const [account, setAccount] = useState(username);
  const [cut, setCut] = useState(false);
  useChatClientLifecycle(person.client);
  return (
    <section className="seat" data-seat={seat} aria-label={`${account}’s side`}>
      <header className="seat-bar">
        <label>
          <span className="seat-label">Person</span>
          <select
            value={account}
            onChange={(event) => {
              setAccount(event.target.value);
              person.change(event.target.value);
              void person.client.signOut();
            }}
          >
            {backend.accounts.map((one) => (
              <option key={one.username}>{one.username}</option>
            ))}
          </select>
        </label>
        <label className="seat-switch">
          <input
            type="checkbox"
            checked={cut}
            onChange={(event) => {
              setCut(event.target.checked);
              person.platform.setCut(event.target.checked);
            }}
          />
          Offline
        </label>
        {backend.name === 'staff-chat' ? <NotifyButton /> : null}
      </header>
      <div className="seat-chat">
        <ChatProvider
          client={person.client}
          locale={locale}
          theme={look.theme}
          dir={look.dir}
          density={look.density}
          templates={templatesFor(backend.name)}
        >
          <SignedIn client={person.client} account={account} backend={backend} />
        </ChatProvider>
      </div>
    </section>
  );
}

function SignedIn({
  client,
  account,
  backend,
}: {
  readonly client: ChatClient;
  readonly account: string;
  readonly backend: PlaygroundBackend;
}) {
  const session = useSession();
  const [attempt, setAttempt] = useState(0);
  const [failed, setFailed] = useState<{ readonly of: string; readonly message: string } | null>(null);
  const thisTry = `${account} ${String(attempt)}`;
  const signedOut = session.name === 'signed-out';
  const password = backend.accounts.find((one) => one.username === account)?.password ?? '';

  useEffect(() => {
    if (!signedOut) return;
    let current = true;
    client.signIn({ login: account, password }).catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      if (current) setFailed({ of: thisTry, message });
    });
    return () => {
      current = false;
    };
  }, [client, account, password, signedOut, thisTry]);

  // A failure belongs to its try: the next one begins without it.
  if (failed?.of === thisTry) {
    return (
      <div className="seat-note" role="alert">
        <p>
          Could not sign in as {account}: {failed.message}
        </p>
        <button type="button" onClick={() => setAttempt(attempt + 1)}>
          Try again
        </button>
      </div>
    );
  }
  if (session.name !== 'signed-in') {
    return (
      <p className="seat-note" role="status">
        Signing in as {account} …
      </p>
    );
  }
  return <Chat />;
}
