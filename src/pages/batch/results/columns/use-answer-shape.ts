import type { AnswerShape } from '~/domain/results/row-columns'
import type { ResultsStatus } from '~/results/status'
import type { ResultsSession } from '~/workers/results/session'
import { useAsked } from '../../../shared/rows/use-asked'
import { sampleOf } from './sample'

const UNKNOWN: AnswerShape = { fields: [], isStructured: false }

/**
 * What the answers of a batch look like, from a sample of its rows: looked at again whenever twice as many rows are
 * there.
 * @returns `null` while that is not known
 */
export function useAnswerShape(session: ResultsSession, status: ResultsStatus): AnswerShape | null {
  const { rowsListed, rowsRead, phase } = status
  const stage = [rowsListed, rowsRead].map((rows) => Math.ceil(Math.log2(rows + 1)))
  const key = rowsListed === 0 ? null : JSON.stringify([stage, phase.kind === 'complete'])
  return useAsked(key, async (signal) => {
    try {
      return await session.answerShape(sampleOf(rowsListed), signal)
    } catch (error) {
      if (signal.aborted) throw error
      // The columns that every row has are still there.
      return UNKNOWN
    }
  })
}
