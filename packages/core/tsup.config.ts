import { existsSync, readdirSync } from 'node:fs';
import { defineConfig } from 'tsup';

// One entry per adapter folder, so that an app pays for one backend; a new adapter needs only its line in package.json.
const adapterEntries = readdirSync('src/adapters')
  .filter((name) => existsSync(`src/adapters/${name}/index.ts`))
  .map((name) => [`adapters/${name}/index`, `src/adapters/${name}/index.ts`]);

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    'testing/index': 'src/testing/index.ts',
    ...Object.fromEntries(adapterEntries),
  },
  format: ['esm', 'cjs'],
  platform: 'neutral',
  target: 'es2022',
  tsconfig: 'tsconfig.build.json',
  dts: true,
  sourcemap: true,
  clean: true,
  external: ['vitest'],
});
