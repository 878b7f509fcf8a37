import { describe, expect, it } from 'vitest';
import { makeCoverageTable, problemsOf } from '../../../../scripts/coverage-table.mjs';
import { comparable, documentedRows } from '../../../../scripts/surface/read-specification.mjs';
import { readTests } from '../../../../scripts/surface/read-tests.mjs';
import type { SurfaceEntry } from './surface';

describe('the coverage of the documents', () => {
  it('is complete', async () => {
    expect((await makeCoverageTable()).problems).toEqual([]);
  });

  it('is written in docs/coverage.md', async () => {
    expect((await makeCoverageTable()).stale).toEqual([]);
  });
});

describe('what a coverage table finds wanting', () => {
  const entry: SurfaceEntry = {
    kind: 'endpoint',
    mark: 'B',
    name: 'GET /blocks/',
    section: '4.4',
    errors: ['401 no token'],
  };
  const test = (title: string, name = entry.name) => ({ entry: name, title, line: 7, file: 'x.test.ts' });
  const complete = [test('success: lists mine'), test('401 no token')];
  const problems = (
    tests: typeof complete,
    { entries = [entry], unreadable = [] as string[], rows = [] as { name: string; line: number }[] } = {},
  ) => problemsOf({ backend: 'demo', entries, tests, unreadable }, rows);

  it('is nothing when each entry succeeds and fails as documented', () => {
    expect(problems(complete, { rows: [{ name: 'GET /api/blocks/?page=', line: 3 }] })).toEqual([]);
  });

  it.each([
    ['a success', complete.slice(1), 'GET /blocks/ has no success test'],
    ['an error', complete.slice(0, 1), 'GET /blocks/ has no test of "401 no token"'],
    [
      'an entry of that name',
      [...complete, test('success: x', 'GET /block/')],
      'x.test.ts:7 tests GET /block/, which the surface does not list',
    ],
    [
      'a documented error of that wording',
      [...complete, test('404 unknown')],
      'x.test.ts:7 shows "404 unknown", which GET /blocks/ does not list',
    ],
  ])('is %s', (_what, tests, problem) => {
    expect(problems(tests)).toEqual([`demo: ${problem}`]);
  });

  it('is a documented row the surface forgot, an entry twice, a title nobody can read, a missing surface', () => {
    expect(problems(complete, { rows: [{ name: 'POST /blocks/', line: 9 }] })).toEqual([
      'demo: POST /blocks/ (line 9 of the specification) is not in the surface',
    ]);
    expect(problems(complete, { entries: [entry, entry] })).toEqual(['demo: GET /blocks/ is listed twice']);
    expect(problems(complete, { unreadable: ['x.test.ts:8: a title'] })).toEqual([
      'demo: x.test.ts:8: a title',
    ]);
    expect(problems([], { entries: [] })).toEqual(['demo: there is no surface']);
  });
});

describe('the documented tests of a file', () => {
  const titles = (body: string) => {
    const { tests, unreadable } = readTests('x.test.ts', body);
    return { shown: tests.map(({ entry, title }) => `${entry}: ${title}`), unreadable: unreadable.length };
  };

  it.each([
    ['a literal', `describeDocumented('A', () => { it('one', () => {}); });`, ['A: one']],
    [
      'nested groups, and nothing outside',
      `it('no', () => {}); describe('x', () => { describeDocumented('A', () => { describe('y', () => { test('one', f); }); }); });`,
      ['A: one'],
    ],
    [
      'rows of it.each',
      `describeDocumented('A', () => { it.each([['one', 1], ['two', 2]])('%s is %i', () => {}); });`,
      ['A: one is 1', 'A: two is 2'],
    ],
    [
      'named rows',
      `const rows = [{ error: '404 gone' }] as const; describeDocumented('A', () => { it.each(rows)('$error', () => {}); });`,
      ['A: 404 gone'],
    ],
    [
      'groups made from rows',
      "describe.each(['a', 'b'])('%s', (kind) => { describeDocumented(`GET /${kind}/`, () => { it('one', f); }); });",
      ['GET /a/: one', 'GET /b/: one'],
    ],
    [
      'loops',
      `for (const [name, errors] of [['A', ['x', 'y']]]) { describeDocumented(name, () => { for (const error of errors) it(error, f); }); }`,
      ['A: x', 'A: y'],
    ],
    [
      'functions of the file',
      `describeDocumented('A', () => { refuses('404 gone'); }); function refuses(error) { it(error, f); it('401 no token', f); }`,
      ['A: 404 gone', 'A: 401 no token'],
    ],
  ])('are read from %s', (_what, body, shown) => {
    expect(titles(body)).toEqual({ shown, unreadable: 0 });
  });

  it.each([
    `describeDocumented('A', () => { it(computed(), () => {}); });`,
    `import { rows } from './rows'; describeDocumented('A', () => { it.each(rows)('%s', () => {}); });`,
    `describeDocumented(name(), () => { it('one', () => {}); });`,
  ])('are said to be unreadable in %s', (body) => {
    expect(titles(body)).toEqual({ shown: [], unreadable: 1 });
  });
});

describe('the documented rows of a specification', () => {
  const rows = (specification: string, document = '') =>
    documentedRows(specification, document).map(({ name }) => comparable(name));

  it.each([
    ['| B | `GET /conversations/{id}/` | – | 200 |', ['GET /conversations/{}/']],
    ['| GET `/messages/` | D+R | `conversation=<int>` |', ['GET /messages/']],
    ['| 4 DR | GET `/api/messages/with_user/?user_id=N` | no paging |', ['GET /messages/with_user/']],
    ['| 5 | D+R | POST `conversations/{id}/send_message/` | - |', ['POST /conversations/{}/send_message/']],
    [
      '| POST `/messages/{id}/pin/`, `/unpin/` | D+R |',
      ['POST /messages/{}/pin/', 'POST /messages/{}/unpin/'],
    ],
    [
      '| R | `POST /group-chats/create/` (D: `POST /group-chats/`, real 405) | JSON |',
      ['POST /group-chats/'],
    ],
    [
      '| R | `POST /group-chats/{id}/add-members/` (D: `add_members/`) | `{"x":1}` |',
      ['POST /group-chats/{}/add_members/'],
    ],
    ['| R | `GET /blocks/{id}/` | – |', []],
    ['| R newest | `POST /messages/` | – |', []],
  ])('are found in %s', (row, names) => {
    expect(rows(row)).toEqual(names);
  });

  it('include the frames of a documented dialect, by who sends them', () => {
    const table =
      '### 6.4 Documented dialect\n| Client | Server |\n|---|---|\n| `{"type":"read","message_id":7}` | `{"type":"read","user_id":1}` |';
    expect(rows(table)).toEqual(['in read', 'out read']);
  });

  it('include the documented events that are published', () => {
    const table =
      '### 6.2 documented events\n| `new-message`, `message-edited` | a Message |\n| `user-typing` | declared, never published |';
    expect(rows(table)).toEqual(['event new-message', 'event message-edited']);
  });

  it('include of other frames those the document shows', () => {
    const table =
      'Client → server:\n| `{"type":"typing","is_typing":true}` | x |\n| `{"type":"sync"}` | x |\n### Server frames (`type`)\n| new_message | x |';
    expect(rows(table, `- \`typing\` - Typing\n{"type": "new_message"}`)).toEqual([
      'in typing',
      'out new_message',
    ]);
  });
});
