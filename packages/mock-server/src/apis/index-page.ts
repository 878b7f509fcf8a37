import { html } from 'hono/html';
import type { World } from '../world/world';
import type { Example } from './api';
import type { ServedApi } from './serve';

const style = `body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 56rem; padding: 0 1rem }
h2 { border-top: 1px solid #ccc; margin-top: 2.5rem; padding-top: 1.5rem }
table { border-collapse: collapse; width: 100% }
th, td { border-bottom: 1px solid #ddd; padding: .25rem .75rem .25rem 0; text-align: start; vertical-align: top }
code, pre { font: 13px/1.5 ui-monospace, monospace }
pre { background: #f4f4f4; overflow-x: auto; padding: .75rem }
td code { overflow-wrap: anywhere; user-select: all }`;

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** The example as a line for a shell. */
export function curlLine(url: string, example: Example, header: string | undefined): string {
  const isSigned = example.isSigned ?? true;
  return [
    'curl -s',
    ...(example.method === undefined || (example.method === 'POST' && example.body !== undefined)
      ? []
      : [`-X ${example.method}`]),
    quoted(`${url}${example.path}`),
    ...(isSigned && header !== undefined ? [`-H ${quoted(header)}`] : []),
    ...(example.body === undefined
      ? []
      : [`-H 'Content-Type: application/json' -d ${quoted(JSON.stringify(example.body))}`]),
  ].join(' ');
}

async function section(served: ServedApi, world: World, origin: string) {
  const { definition, api, accounts, mountPath, name, profile } = served;
  const url = `${origin}${mountPath}`;
  const people = await world.people.all();
  const withTokens = await Promise.all(
    accounts.map(async (account) => {
      const person = people.find(({ username }) => username === account.username);
      return { ...account, token: person === undefined ? '' : await api.issueToken(person) };
    }),
  );
  const [first] = withTokens;
  const header = first === undefined ? undefined : definition.description.tokenHeader(first.token);
  const examples = first === undefined ? [] : definition.description.examples(first, profile);
  return html`<h2 id="${name}">${name}</h2>
    <p>${definition.description.title}. Base URL: <code>${url}</code>. Profile: ${profile}.</p>
    <p>${definition.description.accounts}</p>
    <table>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">User name</th>
          <th scope="col">Password</th>
          <th scope="col">Token to paste (runs out; load the page again)</th>
        </tr>
      </thead>
      <tbody>
        ${withTokens.map(
          (account) =>
            html`<tr>
              <td>${account.name}</td>
              <td><code>${account.username}</code></td>
              <td><code>${account.password}</code></td>
              <td><code>${account.token}</code></td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${examples.map(
      (example) =>
        html`<p>${example.says}:</p>
          <pre><code>${curlLine(url, example, header)}</code></pre>`,
    )}`;
}

/** What somebody sees who opens the backend in a browser. */
export async function indexPage(served: readonly ServedApi[], world: World, origin: string): Promise<string> {
  const sections = [];
  for (const api of served) sections.push(await section(api, world, origin));
  const page = await html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>Chat backend</title>
        <style>
          ${style}
        </style>
      </head>
      <body>
        <h1>Chat backend</h1>
        <p>A reference backend to develop and test against. It speaks ${served.length} API(s).</p>
        ${sections}
      </body>
    </html>`;
  return String(page);
}
