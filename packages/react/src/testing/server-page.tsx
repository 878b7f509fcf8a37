import { StrictMode } from 'react';
import { renderToString } from 'react-dom/server';
import { WholeApp, wholeScene } from './whole-app';

/** The page as a server sends it. */
export function renderServerPage(): string {
  return renderToString(
    <StrictMode>
      <WholeApp client={wholeScene().client} />
    </StrictMode>,
  );
}
