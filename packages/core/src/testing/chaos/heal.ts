import type { ConversationId } from '../../model/ids';
import { open } from './perform-step';
import type { Page } from './page';
import type { World } from './world';

const second = 1_000;
/** Longer than any back-off and silence; shorter than the five minutes after which everything is asked again anyway. */
const recoveryMs = 150 * second;
const roundLimit = 60;
const rowsOnScreen = 12;
/** As long as it takes to see that somebody stopped scrolling, and to ask again for what is there. */
const lookMs = second;

/** Faults off, everybody online with all tabs open, and time enough; then everybody looks at everything. */
export async function heal(world: World): Promise<void> {
  world.setServerUp(true);
  for (const page of world.pages()) {
    page.network.heal();
    page.tab.thaw();
  }
  await world.clock.advance(second);
  for (const page of world.pages()) {
    page.setOnline(true);
    if (!page.tab.visible()) page.tab.setVisible(true);
  }
  for (const { browser, place } of world.places()) world.openPage(browser, place);
  await world.clock.advance(recoveryMs);
  for (const id of world.conversations) {
    for (const page of world.pages()) open(page, id);
    await world.clock.advance(5 * second);
    for (const page of world.pages()) await loadAll(world, page, id);
    await lookThrough(world, id);
  }
}

/** Up to the very first message, filling each hole on the way as a list does that comes to see it. */
async function loadAll(world: World, page: Page, id: ConversationId): Promise<void> {
  for (let round = 0; round < roundLimit; round += 1) {
    const view = page.timeline(id);
    const gap = Array.from({ length: view.length }, (_, index) => view.gapBefore(index)).find(
      (one) => one !== null,
    );
    if (gap != null) await drive(world, page.client.fillGap(id, gap));
    else if (!view.reachedStart) await drive(world, page.client.loadOlder(id));
    else return;
  }
}

/** Everybody scrolls from the end to the beginning, a screen at a time. */
async function lookThrough(world: World, id: ConversationId): Promise<void> {
  const length = Math.max(...world.pages().map((page) => page.timeline(id).length));
  for (let end = length; end > 0; end -= rowsOnScreen) {
    for (const page of world.pages()) {
      const view = page.timeline(id);
      const [first, last] = [
        view.at(Math.max(0, end - rowsOnScreen)),
        view.at(Math.min(end, view.length) - 1),
      ];
      if (first !== undefined && last !== undefined) page.client.setOnScreen(id, first.key, last.key);
    }
    await world.clock.advance(lookMs);
  }
}

/** Lets time pass until the work is done. */
async function drive(world: World, work: Promise<void>): Promise<void> {
  let done = false;
  work.then(
    () => (done = true),
    (error: unknown) => {
      done = true;
      world.complain(`a load failed without a fault: ${String(error)}`);
    },
  );
  for (let waited = 0; waited < 200 && !done; waited += 1) await world.clock.advance(20);
  if (!done) world.complain('a load did not end within four seconds');
}
