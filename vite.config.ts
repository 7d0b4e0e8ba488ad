import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { codeAhead } from './scripts/code-ahead.ts'
import { staticHosting } from './scripts/static-hosting.ts'
import { localApiPlugin } from './src/local-api/hosts/node/vite-plugin.ts'

const FRAMEWORK =
  /node_modules[\\/](react|react-dom|react-router|scheduler|@tanstack[\\/](react-query|query-core))[\\/]/
const SHARED =
  /node_modules[\\/](lucide-react|zod)[\\/]|src[\\/](lib|contract|api|ui)[\\/]|src[\\/]pages[\\/]shared[\\/]/
// For late pages only: what lies in a folder below `pages/shared`, the parts of the kit that it is made of, the history
// that estimates learn from, and all that sends files and starts batches.
const LATE =
  /src[\\/](pages[\\/]shared[\\/](.+[\\/]|key-entry|launch-|upload-)|ui[\\/](virtual-list|rows-in-view|use-row-focus|split-view|confirm-dialog)|api[\\/](attempts|batch-history|file-index|file-requests|file-users|launches|send-file|start-batch|transfer-rate|uploads?\.))/

export default defineConfig({
  // A console below a path of its host is built with BASE_PATH=/path/.
  base: process.env['BASE_PATH'] ?? '/',
  plugins: [react(), tailwindcss(), localApiPlugin(), staticHosting(), codeAhead()],
  resolve: { alias: { '~/': `${import.meta.dirname}/src/` } },
  worker: { format: 'es' },
  build: {
    target: 'es2024',
    manifest: true,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // A few files instead of one for every small module that two pages share. Only what nearly every page
        // needs is named: a large library shared by two late pages must not reach the first view.
        codeSplitting: {
          groups: [
            { name: 'framework', test: FRAMEWORK, priority: 2 },
            {
              name: 'shared',
              test: (id) => SHARED.test(id) && !LATE.test(id),
              minShareCount: 2,
              priority: 1,
            },
          ],
        },
      },
    },
  },
})
