import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { staticHosting } from './scripts/static-hosting.ts'
import { localApiPlugin } from './src/local-api/hosts/node/vite-plugin.ts'

export default defineConfig({
  // A console below a path of its host is built with BASE_PATH=/path/.
  base: process.env['BASE_PATH'] ?? '/',
  plugins: [react(), tailwindcss(), localApiPlugin(), staticHosting()],
  resolve: { alias: { '~/': `${import.meta.dirname}/src/` } },
  worker: { format: 'es' },
  build: { target: 'es2024', manifest: true, modulePreload: { polyfill: false } },
})
