import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { PAGE_POLICY } from '../src/local-api/hosts/node/page-policy.ts'

/**
 * What a static host cannot do by itself: the content security policy goes into the page (hosts that set
 * headers add `frame-ancestors 'none'`, which a page cannot), and `404.html` is the page once more, for hosts
 * that know no other fallback for deep links.
 */
export function staticHosting(): Plugin {
  let directory = 'dist'
  return {
    name: 'static-hosting',
    apply: 'build',
    configResolved({ root, build }) {
      directory = join(root, build.outDir)
    },
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: PAGE_POLICY.join('; ') },
        injectTo: 'head-prepend',
      },
    ],
    writeBundle: () => copyFile(join(directory, 'index.html'), join(directory, '404.html')),
  }
}
