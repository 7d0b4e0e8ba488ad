import { useQuery } from '@tanstack/react-query'
import { batchAnalyticsQuery } from '~/api/batches'
import type { Connection } from '~/api/connection'
import { usePriceBook } from '~/api/own-prices'
import type { Batch } from '~/contract/batch'
import type { StoredFile } from '~/contract/file'
import { batchAsRead } from '~/domain/batch-as-read'
import { beganAt, hasEnded, titleOf } from '~/domain/batch-state'
import { doneHistory } from '~/domain/eta/outlook'
import { spoiltRows } from '~/domain/results/outcome'
import { seriesTotals } from '~/domain/series/answer-series'
import { costCurve } from '~/domain/series/costs'
import { lookedAt } from '~/domain/series/looked-at'
import { progressCurve } from '~/domain/series/progress-points'
import { reopenedAt } from '~/domain/series/reopening'
import type { Progress } from '~/results/row-reader'
import { outcomesOf } from '~/results/status'
import { Later } from '~/ui/later'
import { BatchFiles } from '../batch-files'
import { AboutBatch } from './about-batch'
import { CostChart, ProgressChart, RateChart } from './charts'
import { CostComparison, TokenSection } from './cost-section'
import { costFigures, pricesFor } from './costs'
import { usePlannedCost } from './estimated-cost'
import { NewestAnswers } from './newest-answers'
import { latePart } from '../../shared/rows/late-part'
import { ProgressSection } from './progress-section'
import { readingOf } from './reading'
import { ReadingState } from './reading-state'
import { Timeline } from './timeline'
import { useAnswers } from './use-answers'
import { useCountsSeen } from './use-counts-seen'

const TellMe = latePart('The way to be told', async () => (await import('./tell-me')).TellMe)
const NeedsALook = latePart('What needs a look', async () => (await import('./needs-a-look')).NeedsALook)
const Rejection = latePart('Why the file was rejected', async () => (await import('../rejection')).Rejection)

const NOTHING_READ: Progress = {
  series: { bucketSeconds: 1, buckets: [], untimed: [] },
  failed: 0,
  newest: [],
}

interface OverviewTabProps {
  connection: Connection
  batch: Batch
  /** When the server last answered with this batch, in Unix milliseconds. */
  answeredAt: number
  /** The input file, where the server still has it. */
  inputFile: StoredFile | null
}

/** One screen: how far the batch is, what came when, what it has cost, what happened, and its files. */
export function OverviewTab({ connection, batch, answeredAt, inputFile }: OverviewTabProps) {
  const { session, state, progress, version } = useAnswers(connection, batch, answeredAt)
  const reading = readingOf(state, batch, version)
  const asRead = batchAsRead(batch, state.kind === 'open' ? outcomesOf(state.status) : null)
  const samples = useCountsSeen(connection, batch, answeredAt)
  const { findPrice } = usePriceBook()
  const planned = usePlannedCost(connection.id, batch.id)
  const analytics = useQuery(batchAnalyticsQuery(connection, batch))
  const { series, newest } = progress ?? NOTHING_READ
  const totals = seriesTotals(series)
  const figures = progress === null ? null : costFigures(batch, totals, analytics.data ?? null, findPrice)
  const curve = progressCurve({ batch: asRead, series, samples })
  const history = doneHistory(batch, curve, samples, lookedAt(batch, answeredAt / 1000))
  const hasRun = batch.status !== 'failed' || batch.request_counts.total > 0
  return (
    <div className="grid grid-cols-1 gap-10">
      {batch.errors.length > 0 ? <Rejection batch={batch} /> : null}
      {hasRun ? (
        <ProgressSection batch={asRead} history={history} figures={figures} reading={reading} />
      ) : null}
      <Later>
        {hasRun ? (
          <div className="grid grid-cols-1 gap-4">
            {state.kind === 'open' && spoiltRows(state.status.outcomes) > 0 ? (
              <NeedsALook
                batch={batch}
                outcomes={state.status.outcomes}
                isSoFar={state.status.phase.kind !== 'complete'}
              />
            ) : null}
            <div className="flex flex-wrap items-start justify-between gap-x-8 gap-y-3">
              <ReadingState session={session} state={state} batch={batch} answeredAt={answeredAt} />
              {hasEnded(batch) ? null : (
                <TellMe
                  connectionId={connection.id}
                  batch={batch}
                  title={titleOf(batch, inputFile?.filename ?? null)}
                />
              )}
            </div>
            <div className="grid grid-cols-1 gap-x-8 gap-y-8 lg:grid-cols-2 xl:grid-cols-3">
              <ProgressChart batch={asRead} curve={curve} />
              <CostChart
                batch={batch}
                planned={planned}
                reading={reading}
                curve={costCurve(
                  series,
                  pricesFor(batch, batch.completion_window, findPrice),
                  beganAt(batch),
                )}
              />
              <div className="min-w-0 lg:max-xl:col-span-2">
                <NewestAnswers batch={batch} rows={progress === null ? null : newest} />
              </div>
            </div>
          </div>
        ) : null}
        <Later>
          <div className="grid grid-cols-1 items-start gap-x-8 gap-y-10 lg:grid-cols-2 xl:grid-cols-3">
            {hasRun ? (
              <RateChart
                batch={batch}
                answeredAt={answeredAt}
                series={series}
                curve={curve}
                reading={reading}
              />
            ) : null}
            {hasRun && figures !== null ? (
              <CostComparison batch={batch} figures={figures} reading={reading} />
            ) : null}
            {hasRun ? <TokenSection totals={totals} reading={reading} /> : null}
            <section aria-labelledby="timeline" className="grid gap-3">
              <h2 id="timeline" className="text-lg font-semibold">
                Timeline
              </h2>
              <Timeline batch={batch} reopened={reopenedAt(batch, samples)} />
            </section>
            <AboutBatch batch={batch} inputFile={inputFile} models={totals.map(({ model }) => model)} />
          </div>
          <section aria-labelledby="files" className="grid gap-3">
            <h2 id="files" className="text-lg font-semibold">
              Files
            </h2>
            <BatchFiles batch={batch} inputFile={inputFile} />
          </section>
        </Later>
      </Later>
    </div>
  )
}
