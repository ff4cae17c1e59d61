import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const here = dirname(fileURLToPath(import.meta.url));

/**
 * pdf.js fetches character maps, standard fonts and image decoders while it draws. They come from our own origin:
 * a town hall's network often reaches no other, and the content security policy allows no other. Their licences go along.
 */
function pdfAssets(): Plugin {
  const root = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  const folders = ['cmaps', 'standard_fonts', 'wasm', 'iccs'];
  return {
    name: 'pdf-assets',
    apply: 'build',
    generateBundle() {
      for (const folder of folders)
        for (const name of readdirSync(join(root, folder)).filter((file) => !file.includes('quickjs')))
          this.emitFile({
            type: 'asset',
            fileName: `pdf/${folder}/${name}`,
            source: readFileSync(join(root, folder, name)),
          });
    },
  };
}

export default defineConfig({
  root: here,
  resolve: { alias: { '@libs/contracts': join(here, '../../libs/contracts/src/index.ts') } },
  plugins: [react(), pdfAssets()],
  build: {
    outDir: join(here, '../../dist/web'),
    emptyOutDir: true,
    target: 'es2022',
    // A data: font or worker would be refused by the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': process.env['BELEGFLUSS_API'] ?? 'http://localhost:3000' } },
});
