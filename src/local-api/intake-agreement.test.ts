import { describe, expect, it } from 'vitest'
import { IntakeChecker } from '../domain/intake/intake-checker.ts'
import type { IntakeReport } from '../domain/intake/report.ts'
import type { CorpusFile } from '../domain/intake/testing/corpus-file.ts'
import { contentOf, CORPUS } from '../domain/intake/testing/corpus.ts'
import { createHarness, isRecord, textAt } from './testing/harness.ts'

/** What the server says to a file: accepted, or refused, at its own number of a line where it names one. */
interface Answer {
  isAccepted: boolean
  line: unknown
}

function check(file: CorpusFile): IntakeReport {
  const checker = new IntakeChecker({ name: 'input.jsonl', isUnpacked: false })
  checker.push(contentOf(file))
  return checker.finish()
}

async function askServer(content: Uint8Array<ArrayBuffer>, endpoint: string): Promise<Answer> {
  const harness = createHarness()
  try {
    const uploaded = await harness.upload(new Blob([content]))
    if (!uploaded.ok) return { isAccepted: false, line: null }
    const created = await harness.call('POST', '/batches', {
      input_file_id: textAt(await uploaded.json(), 'id'),
      endpoint,
      completion_window: '24h',
    })
    if (!created.ok) return { isAccepted: false, line: null }
    const id = textAt(await created.json(), 'id')
    await harness.advance(1)
    const { status, errors } = await harness.json('GET', `/batches/${id}`)
    const [first]: unknown[] = isRecord(errors) && Array.isArray(errors['data']) ? errors['data'] : []
    return { isAccepted: status !== 'failed', line: isRecord(first) ? first['line'] : null }
  } finally {
    await harness.stop()
  }
}

/** The server's number of the first line with an error, `null` when there is none or the file as a whole has one. */
function firstErrorOf(report: IntakeReport): number | null {
  const errors = report.problems.filter(({ severity }) => severity === 'error')
  const ordinals = errors.flatMap(({ samples }) => samples.map(({ ordinal }) => ordinal ?? 0))
  const first = Math.min(...ordinals)
  return first === 0 || ordinals.length === 0 ? null : first
}

describe('the check of a file and the server that runs it are of one mind', () => {
  it.each(CORPUS.map((file) => [file.about, file] as const))('%s', async (_, file) => {
    const report = check(file)
    const answer = await askServer(contentOf(file), report.endpoint ?? '/v1/chat/completions')
    const hasErrors = report.problems.some(({ severity }) => severity === 'error')
    expect(answer).toEqual({ isAccepted: !hasErrors, line: firstErrorOf(report) ?? answer.line })
  })
})
