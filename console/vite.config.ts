import { defineConfig } from 'vite';

/** Where the server is while `npm run console:dev` serves the console from its source. */
const SERVER = 'http://localhost:3000';

export default defineConfig({
  root: import.meta.dirname,
  build: {
    outDir: '../dist/console/public',
    emptyOutDir: true,
    // Nothing in place: the Content-Security-Policy takes files of this server alone.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1_000,
    rolldownOptions: {
      // Libraries say "use client" for servers that render React; here all of it runs in the browser.
      onwarn: (warning, warn) => {
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
    },
  },
  server: { proxy: { '/api': SERVER, '/sso': SERVER } },
});
