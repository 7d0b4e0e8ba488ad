import { useState } from 'react'
import { usePriceBook } from '~/api/own-prices'
import { SkeletonRows } from '~/ui/skeleton'
import { formatCount, formatQuantity } from '~/lib/format'
import { ProgressBar } from '~/ui/progress-bar'
import type { Side } from '~/workers/compare/messages'
import type { Death } from '~/workers/open-questions'
import type { ResultsSession } from '~/workers/results/session'
import { DeathNotice, ROWS_KEPT } from '../shared/rows/death-notice'
import { useResults } from '../shared/rows/use-results'
import { type ComparedBatch, type ComparedSide, LETTERS, pricesOf } from './compared-batch'
import { ComparedRows } from './compared-rows'
import { SideStatus } from './side-status'
import { useComparison } from './use-comparison'

interface ComparisonViewProps {
  left: ComparedBatch
  right: ComparedBatch
}

/** Two batches whose rows are read, compared, and compared again when they change. */
export function ComparisonView(batches: ComparisonViewProps) {
  const [attempt, setAttempt] = useState(0)
  return <Attempt key={attempt} {...batches} onAgain={() => setAttempt(attempt + 1)} />
}

function Attempt({ left, right, onAgain }: ComparisonViewProps & { onAgain: () => void }) {
  const { findPrice } = usePriceBook()
  const ofLeft = useResults(left.connection, left.batch, left.answeredAt)
  const ofRight = useResults(right.connection, right.batch, right.answeredAt)
  const running = useComparison(ofLeft.session, ofRight.session)
  if (ofLeft.state.kind === 'died') return <Died side="left" death={ofLeft.state} session={ofLeft.session} />
  if (ofRight.state.kind === 'died')
    return <Died side="right" death={ofRight.state} session={ofRight.session} />
  if (running?.state.kind === 'died')
    return (
      <DeathNotice
        death={running.state}
        what="Comparing"
        again="Compare again"
        kept="Nothing is lost."
        onAgain={onAgain}
      />
    )
  if (running === null || ofLeft.state.kind === 'opening' || ofRight.state.kind === 'opening') {
    return <SkeletonRows rows={8} label="Opening both batches" />
  }
  const sides: { left: ComparedSide; right: ComparedSide } = {
    left: {
      ...left,
      side: 'left',
      session: ofLeft.session,
      status: ofLeft.state.status,
      priceOf: pricesOf(left.batch, findPrice),
    },
    right: {
      ...right,
      side: 'right',
      session: ofRight.session,
      status: ofRight.state.status,
      priceOf: pricesOf(right.batch, findPrice),
    },
  }
  const { session, state } = running
  return (
    <>
      <SideStatus side={sides.left} />
      <SideStatus side={sides.right} />
      {state.kind === 'compared' ? (
        <ComparedRows session={session} state={state} {...sides} />
      ) : state.kind === 'reading' ? (
        <Reading rowsRead={state.rowsRead} rowsAll={state.rowsAll} />
      ) : null}
    </>
  )
}

function Reading({ rowsRead, rowsAll }: { rowsRead: number; rowsAll: number }) {
  const words = `${formatCount(rowsRead)} of ${formatQuantity(rowsAll, 'row')} of both batches read for comparing`
  return (
    <div role="status" aria-label="Comparing" className="grid gap-2">
      <p className="text-sm tabular-nums">{words}</p>
      <ProgressBar total={rowsAll} completed={rowsRead} failed={0} active label={words} />
    </div>
  )
}

function Died({ side, death, session }: { side: Side; death: Death; session: ResultsSession }) {
  return (
    <DeathNotice
      death={death}
      what={`Reading the results of ${LETTERS[side]}`}
      kept={ROWS_KEPT}
      onAgain={() => session.restart()}
    />
  )
}
