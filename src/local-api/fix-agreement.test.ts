import { describe, expect, it } from 'vitest'
import type { Change } from '../domain/intake/fixes/changes.ts'
import { changeOf, offersFor } from '../domain/intake/fixes/offers.ts'
import { rewriteBytes } from '../domain/intake/fixes/testing/rewrite-bytes.ts'
import { IntakeChecker } from '../domain/intake/intake-checker.ts'
import type { IntakeReport } from '../domain/intake/report.ts'
import { line } from '../domain/intake/testing/build-lines.ts'
import { contentOf, CORPUS, CORPUS_MODELS } from '../domain/intake/testing/corpus.ts'
import { askServer } from './testing/ask-server.ts'

const MODEL = 'acme/chat-8b'
const MOST_ROUNDS = 5

function check(bytes: Uint8Array): IntakeReport {
  const checker = new IntakeChecker({ name: 'input.jsonl', isUnpacked: false })
  checker.push(bytes)
  return checker.finish()
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

  it('for every kind of error that has one', () => {
    expect(FIXABLE.length).toBeGreaterThan(40)
  })
})
