import type { Step } from './scenario';
import type { Browser, World } from './world';

type Turn = Exclude<
  Extract<Step, { readonly page: number }>,
  { readonly conversation: number } | { readonly entry: number }
>;

/** What happens to a page from outside. */
export async function performTurn(world: World, browser: Browser, place: number, step: Turn): Promise<void> {
  const page = browser.pages[place] ?? null;
  if (page === null) {
    if (step.name === 'open-tab') world.openPage(browser, place);
    return;
  }
  const { tab, network } = page;
  const running = tab.state === 'running';
  switch (step.name) {
    case 'open-tab':
      return;
    case 'go-offline':
      world.count({ what: 'faults', which: step.name });
      return page.setOnline(false);
    case 'go-online':
      return page.setOnline(true);
    case 'hide':
    case 'show':
      if (running && tab.visible() !== (step.name === 'show')) tab.setVisible(step.name === 'show');
      return;
    case 'freeze':
    case 'stall':
      if (!running) return;
      world.count({ what: 'faults', which: step.name });
      return step.name === 'freeze' ? tab.freeze() : tab.stall();
    case 'thaw':
      return tab.thaw();
    case 'crash-tab':
      world.count({ what: 'faults', which: step.name });
      browser.pages[place] = null;
      return page.crash();
    case 'close-tab': {
      if (!running) return;
      world.count({ what: 'faults', which: step.name });
      browser.pages[place] = null;
      let closed = false;
      void page.close().then(() => (closed = true));
      for (let waited = 0; waited < 100 && !closed; waited += 1) await world.clock.advance(1);
      if (!closed) world.complain(`${page.name}: still not closed after 100 ms`);
      return;
    }
    case 'set-clock':
      world.count({ what: 'faults', which: step.name });
      browser.skewMs += step.minutes * 60_000;
      return;
    case 'expire-token':
      world.count({ what: 'faults', which: step.name });
      return world.tokens.revokeOf(browser.person);
    case 'request-fault':
      return network.injectRequestFault(step.fault, step.times);
    case 'link-fault':
      return network.injectLinkFault(step.fault, step.times);
  }
}
