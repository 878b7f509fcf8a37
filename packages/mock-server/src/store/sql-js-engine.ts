import type { SqliteDatabase, SqliteStatement } from 'kysely';
import type { BindParams, Database, SqlJsStatic, SqlValue, Statement } from 'sql.js';

function bindable(parameters: readonly unknown[]): BindParams {
  return parameters.map((value): SqlValue => {
    if (value === null || typeof value === 'string' || typeof value === 'number') return value;
    if (value instanceof Uint8Array) return value;
    throw new TypeError(`A ${typeof value} cannot be stored`);
  });
}

function* rows(statement: Statement, parameters: readonly unknown[]): IterableIterator<unknown> {
  statement.bind(bindable(parameters));
  try {
    while (statement.step()) yield statement.getAsObject();
  } finally {
    statement.free();
  }
}

function adapt(database: Database, text: string): SqliteStatement {
  const statement = database.prepare(text);
  return {
    reader: statement.getColumnNames().length > 0,
    all: (parameters) => [...rows(statement, parameters)],
    iterate: (parameters) => rows(statement, parameters),
    run(parameters) {
      statement.run(bindable(parameters));
      statement.free();
      const lastInsertRowid = Number(database.exec('select last_insert_rowid()')[0]?.values[0]?.[0] ?? 0);
      return { changes: database.getRowsModified(), lastInsertRowid };
    },
  };
}

async function loadSqlJs(wasmUrl: string | undefined): Promise<SqlJsStatic> {
  if (wasmUrl !== undefined) {
    const { default: initialise } = await import('sql.js');
    return initialise({ locateFile: () => wasmUrl });
  }
  // Without a URL the WebAssembly travels inside the script: nothing to host, nothing from a CDN.
  const { default: initialise } = await import('sql.js/dist/sql-wasm-inline.js');
  return initialise();
}

/** SQLite in the browser's memory; `wasmUrl` points at a locally served sql.js WebAssembly file. */
export async function sqlJsEngine(wasmUrl?: string): Promise<SqliteDatabase> {
  const { Database } = await loadSqlJs(wasmUrl);
  const database = new Database();
  return { close: () => database.close(), prepare: (text) => adapt(database, text) };
}
