import type { AnswerShape } from '~/domain/results/row-columns'
import type { ResultsStatus } from '~/results/status'
import type { ResultsSession } from '~/workers/results/session'
import { type Asked, useQuestion } from '../../../shared/rows/use-asked'
import { sampleOf } from './sample'

/** The columns that every row has are still there. */
const UNKNOWN: AnswerShape = { fields: [], isStructured: false, numbers: [] }

/**
 * What the answers of a batch look like, from a sample of its rows: looked at again whenever twice as many rows are
 * there.
 * @returns `null` for the shape while it is not known, and how the question for it stands
 */
export function useAnswerShape(
  session: ResultsSession,
  status: ResultsStatus,
): { shape: AnswerShape | null; asked: Asked<AnswerShape> } {
  const { rowsListed, rowsRead, phase } = status
  const stage = [rowsListed, rowsRead].map((rows) => Math.ceil(Math.log2(rows + 1)))
  const key = rowsListed === 0 ? null : JSON.stringify([stage, phase.kind === 'complete'])
  const asked = useQuestion(key, (signal) => session.answerShape(sampleOf(rowsListed), signal))
  return { shape: asked.answer ?? (asked.trouble === null ? null : UNKNOWN), asked }
}
