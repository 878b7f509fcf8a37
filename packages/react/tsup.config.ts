import { readFileSync, writeFileSync } from 'node:fs';
import { defineConfig } from 'tsup';
import { hardenStyles } from './scripts/harden-styles';

const stylesheets = ['styles.css', 'styles.unlayered.css'];

function finishStyles(): void {
  const css = readFileSync('dist/styles.unlayered.css', 'utf8');
  if (/@layer|@import|@charset/.test(css)) {
    throw new Error(
      'Component styles must not use @layer, @charset or remote @import: the build adds the layer.',
    );
  }
  writeFileSync('dist/styles.css', `@layer chat{${css.trim()}}\n`);
  const defence = readFileSync('src/theme/defence.css', 'utf8');
  writeFileSync('dist/styles.unlayered.css', hardenStyles(css, defence));
  // TypeScript 6 asks for types even of an import that is only for its effect.
  for (const name of stylesheets) writeFileSync(`dist/${name}.d.ts`, 'export {};\n');
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
    onSuccess: async () => finishStyles(),
  },
]);
