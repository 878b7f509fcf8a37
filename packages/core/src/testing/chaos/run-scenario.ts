import { checkCommands } from './check-commands';
import { checkViews } from './check-views';
import { heal } from './heal';
import { performStep } from './perform-step';
import type { Scenario } from './scenario';
import type { ServerKind } from './server-kind';
import type { Tally } from './tally';
import { createWorld } from './world';
import type { World } from './world';

/** Runs a scenario to its end; tells what is wrong then, empty when every promise held. */
export async function runScenario(
  kind: ServerKind,
  scenario: Scenario,
  count: Tally['count'],
): Promise<readonly string[]> {
  const world = createWorld(kind, scenario, count);
  for (const step of scenario.steps) {
    if (step === null) continue;
    await performStep(world, step);
    count({ what: 'steps' });
  }
  await heal(world);
  const commands = checkCommands(world);
  for (const what of ['lost', 'doubled'] as const) {
    for (const one of commands) if (one.startsWith(what)) count({ what });
  }
  const wrong = [...world.complaints, ...commands, ...checkViews(world), ...checkLinks(world)];
  return [...wrong, ...(await checkEnd(world))];
}

/** One live connection for each person's browser, however many tabs; none while it polls after refused upgrades. */
function checkLinks({ browsers, kind }: World): readonly string[] {
  return browsers.flatMap(({ name, pages }) => {
    const count = pages.reduce((sum, page) => sum + (page?.network.openLinks ?? 0), 0);
    const polls = pages.some((page) => page?.client.getState().connection.name === 'polling');
    return count === (kind.live && !polls ? 1 : 0) ? [] : [`${name} has ${String(count)} live links`];
  });
}

/** Closing leaves nothing behind. */
async function checkEnd(world: World): Promise<readonly string[]> {
  const pages = world.pages();
  const closing = Promise.all(pages.map((page) => page.client.close()));
  await world.clock.advance(1_000);
  await closing;
  return pages.flatMap(({ name, tab, network }) =>
    tab.listenerCount + network.openLinks === 0
      ? []
      : [`${name} left ${String(tab.listenerCount)} listeners, ${String(network.openLinks)} links behind`],
  );
}
