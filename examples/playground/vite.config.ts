import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { sourceAliases } from '../../scripts/source-aliases.mjs';

export default defineConfig({
  root: import.meta.dirname,
  resolve: { alias: sourceAliases() },
  plugins: [react()],
  build: { outDir: 'dist', emptyOutDir: true },
});
