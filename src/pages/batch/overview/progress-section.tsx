import { use } from 'react'
import { Link } from 'react-router'
import type { Batch } from '~/contract/batch'
import { hasEnded, openRows, progressWords } from '~/domain/batch-state'
import { type DonePoint, recentSpeed } from '~/domain/eta/end-estimate'
import { outlookOf, runOf } from '~/domain/eta/outlook'
import { formatUsd } from '~/domain/money'
import { isUnknownCost } from '~/domain/series/costs'
import { secondsTaken } from '~/domain/series/reopening'
import { formatCount, formatPercent, formatQuantity } from '~/lib/format'
import { paths } from '~/lib/paths'
import { ProgressBar } from '~/ui/progress-bar'
import { Tile } from '~/ui/tile'
import { TimeZoneContext } from '~/ui/time'
import { formatRate } from './chart-words'
import type { CostFigures } from './costs'
import { EstimatedCost } from './estimated-cost'
import { outlookWords } from './outlook-words'
import { type Reading, readingWords } from './reading'

interface ProgressSectionProps {
  batch: Batch
  /** Rows ended over time, the newest counts last. */
  history: readonly DonePoint[]
  /** `null` until answers have been read. */
  figures: CostFigures | null
  /** `null` once all answers have been read. */
  reading: Reading | null
}

/** How far the batch is, as bar and figures. */
export function ProgressSection({ batch, history, figures, reading }: ProgressSectionProps) {
  const { total, completed, failed } = batch.request_counts
  return (
    <section aria-labelledby="progress" className="grid gap-6">
      <h2 id="progress" className="sr-only">
        Progress
      </h2>
      <ProgressBar
        size="lg"
        total={total}
        completed={completed}
        failed={failed}
        label={progressWords(batch)}
        active={!hasEnded(batch)}
      />
      <div className="grid grid-cols-2 gap-x-6 gap-y-4 md:grid-cols-3 xl:grid-cols-6">
        <Tile
          label="Completed"
          value={formatCount(completed)}
          detail={
            total > 0
              ? `${formatPercent(completed, total)} of ${formatCount(total)} rows`
              : 'Rows not counted yet'
          }
        />
        <Tile
          label="Failed"
          value={<FailedCount batch={batch} />}
          detail={failedDetail(batch)}
          tone={failed > 0 ? 'danger' : 'neutral'}
        />
        <Tile
          label={hasEnded(batch) ? 'Without an answer' : 'To go'}
          value={formatCount(openRows(batch))}
          detail={openDetail(batch)}
        />
        <SpeedTile batch={batch} history={history} />
        <OutlookTile batch={batch} history={history} />
        <CostTile batch={batch} figures={figures} reading={reading} />
      </div>
      <EstimatedCost batch={batch} />
    </section>
  )
}

/** How many rows failed; leads to them. */
function FailedCount({ batch }: { batch: Batch }) {
  const { failed } = batch.request_counts
  if (failed === 0) return '0'
  return (
    <Link
      to={`${paths.batch(batch.id, 'results')}?outcome=failed`}
      aria-label={`Show ${formatQuantity(failed, 'failed row')}`}
      className="text-inherit underline decoration-1 underline-offset-4"
    >
      {formatCount(failed)}
    </Link>
  )
}

function failedDetail(batch: Batch): string {
  if (batch.request_counts.failed > 0) return 'Not charged'
  return hasEnded(batch) ? 'No row failed' : 'None so far'
}

function openDetail(batch: Batch): string {
  if (batch.status === 'cancelling') return 'Rows in flight may still end, the others are cancelled'
  if (!hasEnded(batch)) return 'Queued or in flight'
  return openRows(batch) > 0 ? 'Cancelled or expired, not charged' : 'Every row has ended'
}

function SpeedTile({ batch, history }: Pick<ProgressSectionProps, 'batch' | 'history'>) {
  const { completed, failed } = batch.request_counts
  if (hasEnded(batch)) {
    const { since, doneBefore } = runOf(batch, history)
    const seconds = secondsTaken(batch, since) ?? 0
    const value = seconds > 0 ? formatRate((60 * (completed + failed - doneBefore)) / seconds) : '–'
    return <Tile label="Rows a minute" value={value} detail="On average" />
  }
  const speed = recentSpeed(history, history.at(-1)?.at ?? 0)
  return (
    <Tile
      label="Rows a minute"
      value={speed > 0 ? formatRate(speed * 60) : '–'}
      detail={speed > 0 ? 'Lately' : 'No row has ended lately'}
    />
  )
}

function OutlookTile({ batch, history }: Pick<ProgressSectionProps, 'batch' | 'history'>) {
  const zone = use(TimeZoneContext)
  const now = history.at(-1)?.at ?? 0
  const { label, value, detail, isRisky } = outlookWords(
    batch,
    outlookOf(batch, history, now),
    runOf(batch, history),
    now,
    zone,
  )
  return <Tile label={label} value={value} detail={detail} tone={isRisky ? 'warning' : 'neutral'} />
}

/** The server's bill where it tells one, else the answers at list prices: each under its own name. */
function CostTile({ batch, figures, reading }: Pick<ProgressSectionProps, 'batch' | 'figures' | 'reading'>) {
  const soFar = hasEnded(batch) ? '' : ' so far'
  if (figures === null) return <Tile label={`Cost${soFar}`} value="–" detail="Being read" />
  const { billed, listed } = figures
  if (billed !== null) {
    return <Tile label={`Billed${soFar}`} value={formatUsd(billed)} detail="By the server" />
  }
  if (reading?.read === 0) return <Tile label={`Cost${soFar}`} value="–" detail="Being read" />
  if (isUnknownCost(listed)) {
    const why = listed.unpriced.length > 0 ? 'No price is known' : 'Answers do not say what they used'
    return <Tile label={`Cost${soFar}`} value="–" detail={why} />
  }
  if (reading !== null) {
    return <Tile label="Cost so far" value={formatUsd(listed.cost)} detail={readingWords(reading)} />
  }
  return (
    <Tile
      label={`Cost${soFar}`}
      value={formatUsd(listed.cost)}
      detail={
        listed.unpriced.length > 0
          ? `At list prices, without ${formatQuantity(listed.unpriced.length, 'model')}`
          : 'At list prices'
      }
    />
  )
}
