// What a host adds to its page (see docs/decisions/2026-11-20-size-budgets.md). Parts loaded on demand do not count.
const firstLoadOnly = (config) => ({
  ...config,
  plugins: [
    ...(config.plugins ?? []),
    {
      name: 'first-load-only',
      setup: (build) =>
        build.onResolve({ filter: /.*/ }, ({ kind, path }) =>
          kind === 'dynamic-import' ? { path, external: true } : undefined,
        ),
    },
  ],
});

const react = ['react', 'react-dom', 'react/jsx-runtime'];

export default [
  {
    name: '@chat/core with the connectify adapter',
    path: 'packages/core/dist/index.js',
    import: {
      './packages/core/dist/index.js': '{ createChatClient }',
      './packages/core/dist/adapters/connectify/index.js': '*',
    },
    limit: '72 kB',
    gzip: true,
    modifyEsbuildConfig: firstLoadOnly,
  },
  {
    name: '@chat/react, first load of <Chat/>, without @chat/core',
    path: 'packages/react/dist/index.js',
    import: '{ Chat, ChatProvider }',
    ignore: [...react, '@chat/core'],
    limit: '60 kB',
    gzip: true,
    modifyEsbuildConfig: firstLoadOnly,
  },
  {
    name: '@chat/react styles',
    path: 'packages/react/dist/styles.css',
    limit: '12 kB',
    gzip: true,
  },
];
