import { readFileSync, writeFileSync } from 'node:fs';
import { defineConfig } from 'tsup';

function writeLayeredStyles(): void {
  const css = readFileSync('dist/styles.unlayered.css', 'utf8');
  if (/@layer|@import|@charset/.test(css)) {
    throw new Error(
      'Component styles must not use @layer, @charset or remote @import: the build adds the layer.',
    );
  }
  writeFileSync('dist/styles.css', `@layer chat{${css.trim()}}\n`);
}

export default defineConfig([
  {
    entry: { index: 'src/index.ts' },
    format: ['esm', 'cjs'],
    platform: 'neutral',
    target: 'es2022',
    tsconfig: 'tsconfig.build.json',
    dts: true,
    sourcemap: true,
    // Every export is for the client; React Server Components import it without wrapping.
    banner: { js: "'use client';" },
  },
  {
    entry: { 'styles.unlayered': 'src/theme/styles.css' },
    format: ['esm'],
    target: 'es2022',
    minify: true,
    onSuccess: async () => writeLayeredStyles(),
  },
]);
