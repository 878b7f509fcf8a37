import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MockServer, createMockServer } from '../../index';
import type { DevicePush } from '../../push/device-push';
import { replayExchange } from '../../testing/replay/replay-exchange';
import type { Stage } from '../../testing/replay/stage';
import { addStaff, recordedCast } from './replay/cast';
import { type Ear, openEar } from './replay/events';
import { reduce } from './replay/reduce';
import { type StaffChatExchange, staffChatExchanges } from './replay/transcript';

/** Recorded exchanges that this server answers differently on purpose. */
const exceptions: Record<string, string> = {
  'E: documented path is not mounted': 'the documented profile accepts the documented path',
};

const runs = [
  { profile: 'deployed', dialect: 'current', manager: 'hotel_manager' },
  { profile: 'documented', dialect: 'documented-era', manager: 'manager' },
] as const;

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const channels = [
  ...numbers(20).map((id) => `grand-demo-conversation-${id}-chat`),
  ...numbers(20).map((id) => `grand-demo-staff-conversation-${id}`),
  ...numbers(20).map((id) => `grand-demo-staff-${id}-notifications`),
];

/** Where the pages of the recorded hotel are is a setting of its own. */
const withoutFrontend = ({ data, ...push }: DevicePush): DevicePush => ({
  ...push,
  data: { ...data, url: data['url']?.replace(/^.*(?=\/staff-chat\/)/, '') ?? '' },
});

describe.each(runs)('the $profile profile against the recording', ({ profile, dialect, manager }) => {
  const recorded = staffChatExchanges().filter((exchange) => exchange.dialect === dialect);
  const exchanges = recorded.filter(({ name }) => !(name in exceptions));
  let server: MockServer;
  let stage: Stage;
  let ear: Ear;
  let events = 0;
  let pushes: DevicePush[] = [];
  let pushed = 0;

  async function send(as: string, method: string, path: string, body: unknown): Promise<void> {
    const response = await fetch(`${server.url}/api/staff/hotel/grand-demo/staff_chat/${path}`, {
      method,
      headers: {
        authorization: `Token ${await server.issueToken(as)}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
    });
    expect(response.ok, path).toBe(true);
  }

  /** What was done between two recorded exchanges. */
  const meanwhile: Record<string, () => Promise<void>> = {
    'legacy send_message': () =>
      send('alice', 'POST', 'conversations/1/send-message/', { message: 'x'.repeat(11_000) }),
    'delete an unread message: no unread event': () =>
      send('alice', 'PATCH', 'messages/19/edit/', { message: 'late file, edited' }),
    'list page 1': async () => {
      const pages = recorded.filter(({ name }) => /^list page [12]$/.test(name));
      const rooms = pages.flatMap(
        ({ response }) =>
          (response.body as { results: { id: number; participants: { id: number }[] }[] }).results,
      );
      for (const { id, participants } of rooms.sort((one, other) => one.id - other.id)) {
        if (id <= 5) continue;
        const other = participants.find((one) => one.id !== 4)?.id ?? 0;
        await send(`extra${String(other - 8).padStart(2, '0')}`, 'POST', 'conversations/', {
          participant_ids: [4],
        });
      }
    },
  };

  beforeAll(async () => {
    server = await createMockServer({
      api: 'staff-chat',
      profile,
      seed: { cast: recordedCast },
      onPush: (push) => pushes.push(push),
    });
    await addStaff(server, manager);
    await server.world.staff.setPushToken(2, 'device-bob');
    ear = await openEar(server, channels);
    stage = {
      server,
      recordedHosts: ['<base>'],
      async fill(text) {
        const [found, username] = /<token:(\w+)>/.exec(text) ?? [];
        if (found !== undefined && username !== undefined)
          return text.replace(found, await server.issueToken(username));
        return text.replace(/"pw-\w+"/, '"demo"');
      },
    };
  });

  afterAll(async () => {
    ear.close();
    await server.close();
    const left = recorded.filter(({ name }) => name in exceptions);
    const reasons = left.map(({ name }) => `\n  not replayed: ${name} (${exceptions[name] ?? ''})`).join('');
    // eslint-disable-next-line no-console -- the run must say what it left out and why
    console.info(
      `staff-chat ${profile}: ${exchanges.length} of ${recorded.length} exchanges, ${events} events and ${pushed} pushes replayed${reasons}`,
    );
  });

  async function play(exchange: StaffChatExchange): Promise<void> {
    await meanwhile[exchange.name]?.();
    await ear.caughtUp();
    ear.heard.length = 0;
    pushes = [];
    const answer = await replayExchange(exchange, stage);
    expect(answer.status).toBe(exchange.response.status);
    expect(reduce(answer.body, server.url)).toEqual(reduce(exchange.response.body, server.url));
    await ear.caughtUp();
    // What is too large for the service never reaches anybody.
    const expected = exchange.emitted.filter(({ refused_by_pusher }) => refused_by_pusher === undefined);
    events += expected.length;
    expect(ear.heard.map((event) => reduce(event, server.url))).toEqual(
      expected.map(({ channel, event, data }) => reduce({ channel, event, data }, server.url)),
    );
    pushed += exchange.push.length;
    expect(pushes.map(withoutFrontend)).toEqual(exchange.push.map(withoutFrontend));
  }

  it.each(exchanges)('$request.method $request.path: $name', (exchange) => play(exchange));
});
