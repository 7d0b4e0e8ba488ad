import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { localApiPlugin } from './src/local-api/hosts/node/vite-plugin.ts'

export default defineConfig({
  plugins: [react(), tailwindcss(), localApiPlugin()],
  resolve: { alias: { '~/': `${import.meta.dirname}/src/` } },
  worker: { format: 'es' },
  build: { target: 'es2024', manifest: true, modulePreload: { polyfill: false } },
})
