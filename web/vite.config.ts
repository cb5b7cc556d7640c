import { defineConfig } from 'vite';

/** The pages as files that the server of `llm-trading serve` hands out; while they are worked on, `vite` asks a running server. */
export default defineConfig({
  base: './',
  root: import.meta.dirname,
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    // Nothing inline: the server's content security policy allows no script and no style beside the files.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:4173' } },
});
