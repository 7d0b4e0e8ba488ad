import { describe, expect, it } from 'vitest'
import { IntakeChecker } from '../domain/intake/intake-checker.ts'
import type { IntakeReport } from '../domain/intake/report.ts'
import type { CorpusFile } from '../domain/intake/testing/corpus-file.ts'
import { contentOf, CORPUS } from '../domain/intake/testing/corpus.ts'
import { askServer } from './testing/ask-server.ts'

function check(file: CorpusFile): IntakeReport {
  const checker = new IntakeChecker({ name: 'input.jsonl', isUnpacked: false })
  checker.push(contentOf(file))
  return checker.finish()
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
