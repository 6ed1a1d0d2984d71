import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { mantineStyles } from './src/web/mantineStyles.ts'
import { readWords } from './src/web/readWords.ts'

// biome-ignore lint/style/noDefaultExport: Vite reads the default export.
export default defineConfig({
  root: 'src/web',
  plugins: [react(), mantineStyles(), readWords()],
  server: { host: '127.0.0.1', port: 4401, strictPort: true },
  build: {
    outDir: process.env.TALKA_WEB_OUT ?? '../../dist/web',
    emptyOutDir: true,
    target: 'es2023',
    manifest: true,
    chunkSizeWarningLimit: 800,
    // What every first page needs is one file, not one for each set of pages that share it.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } } },
  },
})
