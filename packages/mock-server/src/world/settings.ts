import type { Store } from '../store/open-store';

export function createSettings(store: Store) {
  return {
    async read(name: string): Promise<string | undefined> {
      const row = await store
        .selectFrom('settings')
        .select('value')
        .where('name', '=', name)
        .executeTakeFirst();
      return row?.value;
    },

    async write(name: string, value: string): Promise<void> {
      await store
        .insertInto('settings')
        .values({ name, value })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
        .execute();
    },
  };
}
