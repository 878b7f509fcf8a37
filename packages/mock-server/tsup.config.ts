import { defineConfig } from 'tsup';

const shared = {
  target: 'es2022',
  tsconfig: 'tsconfig.build.json',
  sourcemap: true,
} as const;

export default defineConfig([
  { ...shared, entry: { index: 'src/index.ts' }, format: ['esm', 'cjs'], platform: 'node', dts: true },
  { ...shared, entry: { msw: 'src/msw.ts' }, format: ['esm', 'cjs'], platform: 'browser', dts: true },
  {
    ...shared,
    entry: { cli: 'src/cli.ts' },
    format: ['esm'],
    platform: 'node',
    banner: { js: '#!/usr/bin/env node' },
  },
]);
