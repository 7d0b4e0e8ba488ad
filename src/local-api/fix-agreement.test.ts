import { describe, expect, it } from 'vitest'
import type { Change } from '../domain/intake/fixes/changes.ts'
import { FIXES, type FixOffer } from '../domain/intake/fixes/fix-table.ts'
import { changeOf, offersFor } from '../domain/intake/fixes/offers.ts'
import { rewriteBytes } from '../domain/intake/fixes/testing/rewrite-bytes.ts'
import { IntakeChecker } from '../domain/intake/intake-checker.ts'
import type { ProblemKind } from '../domain/intake/problem-kinds.ts'
import { addUnknownModels } from '../domain/intake/known-models.ts'
import type { IntakeReport } from '../domain/intake/report.ts'
import { line } from '../domain/intake/testing/build-lines.ts'
import { contentOf, CORPUS, CORPUS_MODELS } from '../domain/intake/testing/corpus.ts'
import { askServer } from './testing/ask-server.ts'

const MODEL = 'acme/chat-8b'
const MOST_ROUNDS = 5

function check(bytes: Uint8Array): IntakeReport {
  const checker = new IntakeChecker({ name: 'input.jsonl', isUnpacked: false })
  checker.push(bytes)
  return addUnknownModels(checker.finish(), CORPUS_MODELS)
}

/** What a person would press: the first fix for each error, or the one that comes after it when that did not help. */
function changesFor({ problems, endpoint }: IntakeReport, round: number): Change[] {
  return problems.flatMap(({ kind, severity }) => {
    const offers = severity === 'error' ? offersFor(kind) : []
    const offer = round < 2 ? offers[0] : offers.at(-1)
    if (!offer) return []
    const chosen = offer.needs === 'model' ? MODEL : offer.fix === 'keep_endpoint' ? endpoint : null
    return [changeOf(kind, offer, chosen)]
  })
}

function putRight(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  let file = bytes
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const report = check(file)
    const changes = changesFor(report, round)
    if (changes.length === 0) return file
    file = rewriteBytes(file, changes, { knownModels: CORPUS_MODELS, endpoint: report.endpoint }).bytes
  }
  return file
}

/** Files with errors that have a fix each. */
const FIXABLE = CORPUS.flatMap((file) => {
  const content = contentOf(file)
  const errors = check(content).problems.filter(({ severity }) => severity === 'error')
  const isFixable = errors.length > 0 && errors.every(({ kind }) => offersFor(kind).length > 0)
  return isFixable ? [[file.about, content] as const] : []
})

const GOOD_LINE = new TextEncoder().encode(`${line('one-more')}\n`)

function isAllLost(content: Uint8Array<ArrayBuffer>): boolean {
  return check(putRight(content)).requests === 0
}

describe('what the fixes leave is accepted by the server', () => {
  it.each(FIXABLE)('%s', async (_, content) => {
    // Of some files no line can be kept: one good line makes sure that there is a request.
    const file = Uint8Array.from([...putRight(content), ...(isAllLost(content) ? GOOD_LINE : [])])
    expect(await askServer(file, check(file).endpoint ?? '/v1/chat/completions')).toEqual({
      isAccepted: true,
      line: null,
    })
  })
})

/** One offer for one kind of problem, with a file that has it. */
interface OfferCase {
  kind: ProblemKind
  offer: FixOffer
  content: Uint8Array<ArrayBuffer>
}

/** Every offer once, with the first file that it clears of its kind of problem; else with the first that has the kind. */
function offerCases(): OfferCase[] {
  const cases = new Map<string, OfferCase>()
  const cleared = new Set<string>()
  for (const file of CORPUS) {
    const content = contentOf(file)
    for (const { kind } of check(content).problems) {
      for (const offer of offersFor(kind)) {
        const name = `${kind}: ${offer.label}`
        if (cleared.has(name)) continue
        if (clears(content, kind, offer)) cleared.add(name)
        else if (cases.has(name)) continue
        cases.set(name, { kind, offer, content })
      }
    }
  }
  return [...cases.values()]
}

function pressed(content: Uint8Array<ArrayBuffer>, kind: ProblemKind, offer: FixOffer) {
  const { endpoint } = check(content)
  const chosen = offer.needs === 'model' ? MODEL : offer.fix === 'keep_endpoint' ? endpoint : null
  const context = { knownModels: CORPUS_MODELS, endpoint }
  return rewriteBytes(content, [changeOf(kind, offer, chosen)], context).bytes
}

function clears(content: Uint8Array<ArrayBuffer>, kind: ProblemKind, offer: FixOffer): boolean {
  return check(pressed(content, kind, offer)).problems.every((left) => left.kind !== kind)
}

const OFFER_CASES = offerCases()
/** The one changes a name and no byte; lines of the other are too long for a file of the corpus, see the next test. */
const ELSEWHERE: readonly ProblemKind[] = ['file_name', 'line_too_long']

describe('each fix does away with its kind of problem, and the server takes what is left', () => {
  it('there is a file for every kind of problem with a fix', () => {
    const kinds = new Set(OFFER_CASES.map(({ kind }) => kind))
    const missing = Object.entries(FIXES).flatMap(([kind, { fixes }]) =>
      fixes.length > 0 && ![...kinds, ...ELSEWHERE].some((other) => other === kind) ? [kind] : [],
    )
    expect(missing).toEqual([])
  })

  it.each(OFFER_CASES.map((one) => [`${one.kind}: ${one.offer.label}`, one] as const))(
    '%s',
    async (_, { kind, offer, content }) => {
      expect(clears(content, kind, offer)).toBe(true)
      const rest = putRight(pressed(content, kind, offer))
      const file = Uint8Array.from([...rest, ...(check(rest).requests === 0 ? GOOD_LINE : [])])
      expect(await askServer(file, check(file).endpoint ?? '/v1/chat/completions')).toEqual({
        isAccepted: true,
        line: null,
      })
    },
  )

  it('line_too_long: Take these lines out', async () => {
    const long = line('long').replace('"}', `${'x'.repeat(33_000_000)}"}`)
    const content = new TextEncoder().encode(`${line('short')}\n${long}\n`)
    const [problem] = check(content).problems
    const [offer] = offersFor('line_too_long')
    expect(problem?.kind).toBe('line_too_long')
    if (!offer) throw new Error('There is no fix for a line that is too long.')
    const rest = pressed(content, 'line_too_long', offer)
    expect(check(rest).problems).toEqual([])
    expect(await askServer(rest, '/v1/chat/completions')).toEqual({ isAccepted: true, line: null })
  })
})
