import '@chat/react/styles.css';
import type { Preview } from '@storybook/react-vite';
import { Frame } from './frame.js';
import { serveStory, type StoryHandlers } from './worker.js';

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
