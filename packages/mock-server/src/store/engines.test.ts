import { createRequire } from 'node:module';
import type { SqliteDatabase } from 'kysely';
import { describe, expect, it } from 'vitest';
import { createWorldClock } from '../world/clock';
import { createWorld } from '../world/world';
import { libsqlEngine } from './libsql-engine';
import { openStore } from './open-store';
import { sqlJsEngine } from './sql-js-engine';

const wasmFile = createRequire(import.meta.url).resolve('sql.js/dist/sql-wasm.wasm');

const engines: [string, () => SqliteDatabase | Promise<SqliteDatabase>][] = [
  ['libsql', () => libsqlEngine(':memory:')],
  ['sql.js with its WebAssembly inside', () => sqlJsEngine()],
  ['sql.js with a WebAssembly file', () => sqlJsEngine(wasmFile)],
];

describe.each(engines)('a store on %s', (_name, engine) => {
  const open = async () => {
    const store = await openStore(await engine());
    return { store, world: createWorld(store, createWorldClock()) };
  };

  it('keeps text, times and bytes exactly', async () => {
    const { store, world } = await open();
    const person = await world.people.add({
      username: 'zoë',
      email: 'z@example.com',
      firstName: '名前',
      lastName: '',
      password: 'demo',
    });
    expect(await world.people.find(person.id)).toEqual({ ...person, firstName: '名前' });
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    const path = await world.files.add('folder', 'all bytes.bin', bytes);
    expect((await world.files.find(path))?.bytes).toEqual(bytes);
    const organisationId = await world.organisations.add({
      name: 'One',
      description: '',
      memberIds: [person.id],
      adminIds: [],
    });
    const time = 1_795_000_000_123_457;
    world.clock.set(time);
    await store.updateTable('organisations').set({ updated_at: world.clock.now() }).execute();
    expect((await world.organisations.find(organisationId))?.updatedAt).toBe(time);
    await store.destroy();
  });

  it('undoes a transaction that fails', async () => {
    const { store, world } = await open();
    const failing = world.transaction(async (inside) => {
      await inside.settings.write('name', 'value');
      throw new Error('half way');
    });
    await expect(failing).rejects.toThrow('half way');
    expect(await world.settings.read('name')).toBeUndefined();
    await store.destroy();
  });

  it('holds on to what is referred to', async () => {
    const { store } = await open();
    const orphan = { message_id: 99, person_id: 99, read_at: 1 };
    await expect(store.insertInto('reads').values(orphan).execute()).rejects.toThrow(/FOREIGN KEY/i);
    await store.destroy();
  });
});
