import '@chat/react/styles.css';
import type { Preview } from '@storybook/react-vite';
import { Frame } from './frame.js';
import { checkOtherLooks } from './variants.js';
import { serveStory, type StoryHandlers } from './worker.js';

const isTestRun = '__vitest_browser__' in globalThis;

const preview: Preview = {
  parameters: {
    layout: 'fullscreen',
    a11y: { test: 'error' },
  },
  globalTypes: {
    theme: {
      description: 'Colours',
      toolbar: { title: 'Theme', icon: 'mirror', items: ['light', 'dark'], dynamicTitle: true },
    },
    direction: {
      description: 'Writing direction',
      toolbar: { title: 'Direction', icon: 'transfer', items: ['ltr', 'rtl'], dynamicTitle: true },
    },
    density: {
      description: 'Density',
      toolbar: { title: 'Density', icon: 'component', items: ['comfortable', 'compact'], dynamicTitle: true },
    },
  },
  initialGlobals: { theme: 'light', direction: 'ltr', density: 'comfortable' },
  loaders: [({ parameters }) => serveStory(parameters['handlers'] as StoryHandlers | undefined)],
  afterEach: async ({ canvasElement, parameters }) => {
    const { test } = parameters['a11y'] as { readonly test: string };
    if (isTestRun && test === 'error') await checkOtherLooks(canvasElement);
  },
  decorators: [
    (Story, { globals }) => (
      <Frame
        theme={String(globals['theme'])}
        direction={String(globals['direction'])}
        density={String(globals['density'])}
      >
        <Story />
      </Frame>
    ),
  ],
};

export default preview;
