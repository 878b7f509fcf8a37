import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MockServer, createMockServer } from '../../index';

describe('the stand-in for the rest of a CRM', () => {
  let server: MockServer;

  beforeAll(async () => {
    server = await createMockServer({ api: 'crm', seed: 'demo' });
  });
  afterAll(() => server.close());

  async function ask(query: string): Promise<[number, unknown]> {
    const response = await fetch(`${server.urlOf('crm')}/entities/?${query}`);
    const body: unknown = await response.json();
    return [
      response.status,
      Array.isArray(body) ? (body as { name: string }[]).map(({ name }) => name) : undefined,
    ];
  }

  it.each([
    ['type=deal&search=glass', 200, ['Eleven fittings for the glass hall']],
    ['type=deal&search=LIBRARY lamps', 200, ['Reading lamps, city library']],
    ['type=customer', 200, ['City library', 'Museum of Glass', 'Theatre at the Bridge']],
    ['type=lead&ids=2,77', 200, ['City library, reading room']],
    ['type=lead&search=nothing', 200, []],
    ['type=invoice', 400, undefined],
  ])('answers %s', async (query, status, names) => {
    expect(await ask(query)).toEqual([status, names]);
  });
});
