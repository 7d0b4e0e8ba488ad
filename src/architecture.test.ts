import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

/** Rules of the house that the linter cannot express: who may touch the network, storage, Node and raw colours. */

interface SourceFile {
  /** Relative to `src/`, with forward slashes. */
  readonly path: string
  /** Without comments, whose words are no code. */
  readonly code: string
}

const ROOT = import.meta.dirname

const entries = readdirSync(ROOT, { recursive: true, withFileTypes: true })
const paths = entries.map((entry) =>
  `${entry.parentPath}/${entry.name}`.slice(ROOT.length + 1).replaceAll('\\', '/'),
)
const sources: SourceFile[] = paths
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))
  .map((path) => ({ path, code: withoutComments(readFileSync(`${ROOT}/${path}`, 'utf8')) }))

/** Block comments, and line comments that do not stand inside an address such as `https://…`. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/[^\n]*/g, '$1')
}

/** Where a pattern occurs outside the places that may use it, as `path: matched text`. */
function offences(pattern: RegExp, allowed: RegExp | null): string[] {
  return sources
    .filter(({ path }) => allowed === null || !allowed.test(path))
    .flatMap(({ path, code }) => [...code.matchAll(pattern)].map((match) => `${path}: ${match[0].trim()}`))
}

describe('only the layer that is made for it', () => {
  test('the sources are found', () => {
    expect(sources.length).toBeGreaterThan(30)
  })

  test('calls fetch', () => {
    expect(offences(/(?<![\w.])fetch\(|\b(?:globalThis|window|self)\.fetch\b/g, /^api\//)).toEqual([])
  })

  test('uses XMLHttpRequest, EventSource, WebSocket or beacons', () => {
    expect(offences(/\bXMLHttpRequest\b|\bEventSource\b|\bWebSocket\b|\bsendBeacon\b/g, /^api\//)).toEqual([])
  })

  test('touches the browser’s storage', () => {
    expect(offences(/\blocalStorage\b|\bsessionStorage\b|\bindexedDB\b/g, /^lib\//)).toEqual([])
  })

  test('imports from Node', () => {
    // The samples of code that the console shows are for others to run.
    const allowed = /^(?:local-api\/(?:hosts\/node|store\/sqlite)|domain\/code-samples)\//
    expect(offences(/['"]node:[\w/]+['"]/g, allowed)).toEqual([])
  })
})

describe('nowhere', () => {
  test('is HTML set from text', () => {
    expect(offences(/dangerouslySetInnerHTML|\.innerHTML\b|\.outerHTML\b|insertAdjacentHTML/g, null)).toEqual(
      [],
    )
  })

  test('does a raw colour stand outside the tokens', () => {
    const hexOrFunction =
      /['"`\s:[(]#(?:[\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})\b|\b(?:rgba?|hsla?|oklch|oklab|lab|lch)\(/gi
    const paletteClass =
      /\b(?:bg|text|border|ring|outline|fill|stroke|from|via|to|decoration|accent|caret|divide|shadow)-(?:black|white|(?:slate|gray|zinc|neutral|stone|red|orange|amber|yellow|lime|green|emerald|teal|cyan|sky|blue|indigo|violet|purple|fuchsia|pink|rose)-\d{2,3})\b/g
    // Answers of the simulated model may speak of colours.
    const simulator = /^local-api\/simulator\//
    expect(offences(hexOrFunction, simulator)).toEqual([])
    expect(offences(paletteClass, simulator)).toEqual([])
  })

  test('is there a barrel', () => {
    const barrels = sources.filter(
      ({ path, code }) => /(?:^|\/)index\.tsx?$/.test(path) || /^\s*export \* from/m.test(code),
    )
    expect(barrels.map(({ path }) => path)).toEqual([])
  })

  test('is there a folder without a subject', () => {
    expect(
      paths.filter((path) => /(?:^|\/)(?:utils?|helpers|components|common|misc)(?:\/|$)/.test(path)),
    ).toEqual([])
  })
})
