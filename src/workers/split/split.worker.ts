import { planParts, planTrial } from '../../domain/jobs/plan-parts.ts'
import { RequestScan } from '../../domain/jobs/request-offsets.ts'
import { readPieces } from '../intake/pieces.ts'
import type { SplitAnswer, SplitPlan, SplitRequest } from './messages.ts'

async function plan({ file, trialRows, limits }: SplitRequest): Promise<SplitPlan> {
  const scan = new RequestScan()
  for await (const { bytes } of readPieces(file)) scan.push(bytes)
  const offsets = scan.finish()
  const trial = trialRows > 0 ? planTrial(offsets, trialRows, limits) : null
  if (trial) return { trial: trial.trial, parts: trial.rest }
  return { trial: null, parts: planParts(offsets, limits) }
}

function answer(message: SplitAnswer): void {
  postMessage(message)
}

addEventListener('message', ({ data }: MessageEvent<SplitRequest>) => {
  plan(data).then(
    (planned) => answer({ kind: 'planned', plan: planned }),
    (error: unknown) => {
      answer({ kind: 'failed', message: error instanceof Error ? error.message : String(error) })
    },
  )
})
