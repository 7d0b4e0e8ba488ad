import type { Plugin } from 'vite'

/** Where a person can be when the server goes: these, and all that is loaded from them on first use. */
const BEGINNINGS = [
  'src/app/command-palette.tsx',
  'src/app/finished-batches.tsx',
  'src/app/key-list.tsx',
  'src/pages/batches/batches.page.tsx',
  'src/pages/batch/batch.page.tsx',
]

/** What only asks the server for something is of no use without it, and is fetched when somebody wants it. */
const OF_SERVER =
  /\/(?:(?:bulk|compare|retry-batch|retry-rows|delete-batch|cancel-batch)-dialog|input-tab|still-open-wait)\.tsx$/

/** Workers that read, search and export what this device keeps. What they load on first use has no mark of its own. */
const OTHER_WORKERS = /\.worker-/
const WORKERS = /\/(?:results|pattern|export)\.worker-/

/**
 * Lists in `code-ahead.json` the code that the console fetches before it is needed, so that what was read before works
 * while the server does not answer.
 */
export function codeAhead(): Plugin {
  return {
    name: 'code-ahead',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const modules = new Set<string>()
      const waiting: string[] = []
      for (const file of Object.values(bundle)) {
        if (file.type !== 'chunk' || file.facadeModuleId === null) continue
        const { facadeModuleId: id } = file
        if (BEGINNINGS.some((path) => id.endsWith(path))) waiting.push(file.fileName)
      }
      if (waiting.length !== BEGINNINGS.length) this.error('A page whose code is fetched ahead is not there.')
      for (const name of waiting) {
        const file = bundle[name]
        if (file?.type !== 'chunk' || modules.has(name)) continue
        if (OF_SERVER.test(file.facadeModuleId ?? '')) continue
        modules.add(name)
        waiting.push(...file.imports, ...file.dynamicImports)
      }
      const workers = Object.values(bundle)
        .filter(({ type, fileName }) => type === 'asset' && fileName.endsWith('.js'))
        .map(({ fileName }) => fileName)
        .filter((name) => name.startsWith('assets/') && (WORKERS.test(name) || !OTHER_WORKERS.test(name)))
      // Small pieces first: many of them are there before the few large ones, the charts last of all.
      const sizeOf = (name: string) => {
        const file = bundle[name]
        return file?.type === 'chunk' ? file.code.length : 0
      }
      const ordered = [...modules].sort((left, right) => sizeOf(left) - sizeOf(right))
      const source = JSON.stringify({ modules: ordered, workers })
      this.emitFile({ type: 'asset', fileName: 'code-ahead.json', source })
    },
  }
}
