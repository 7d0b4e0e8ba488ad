import { RotateCw } from 'lucide-react'
import { useEffect } from 'react'
import type { Batch } from '~/contract/batch'
import type { CarriedChoices } from '~/domain/attempts/carried'
import type { CloneRows } from '~/domain/attempts/clone-rows'
import { formatCount, formatQuantity } from '~/lib/format'
import { useAnnounce } from '~/ui/announcer'
import { Button } from '~/ui/button'
import { Notice } from '~/ui/notice'
import type { ResultsSession, SessionState } from '~/workers/results/session'
import { DeathNotice } from '../../shared/rows/death-notice'
import { LocalFileFlow } from '../local-file-flow'
import { useRunDraft } from '../run/use-run-draft'
import { AdviceOfCause } from './advice-of-cause'
import { type CollectedRows, useCollectedRows } from './use-collected-rows'

interface CollectedStepsProps {
  session: ResultsSession
  state: SessionState
  batch: Batch
  rows: Exclude<CloneRows, 'all'>
  /** Key of the cause that failed rows have; empty for any. */
  cause: string
  /** Index of the only row of the choice that is meant; `null` for all of them. */
  row: number | null
  fileName: string
  carried: CarriedChoices
}

/** The steps for some rows of a batch: found by their results, put into a file, and then like any chosen file. */
export function CollectedSteps({ carried, ...what }: CollectedStepsProps) {
  const { session, state, batch, rows, cause } = what
  const draft = useRunDraft(carried)
  const { collected, collectAgain } = useCollectedRows(what)
  if (collected.kind === 'ready') {
    return (
      <>
        <div className="grid gap-4">
          <p className="font-medium tabular-nums">{formatQuantity(collected.rows, 'row')} taken over.</p>
          <WithoutRequest rows={collected.withoutRequest} />
          <AdviceOfCause rows={rows} cause={cause} />
        </div>
        <LocalFileFlow file={collected.file} draft={draft} ownMetadata={carried.ownMetadata} source={null} />
      </>
    )
  }
  if (state.kind === 'died')
    return <DeathNotice death={state} what="Reading the results" onAgain={() => session.restart()} />
  return <Collecting collected={collected} state={state} batch={batch} onAgain={collectAgain} />
}

interface CollectingProps {
  collected: Exclude<CollectedRows, { kind: 'ready' }>
  state: SessionState
  batch: Batch
  onAgain: () => void
}

function Collecting({ collected, state, batch, onAgain }: CollectingProps) {
  switch (collected.kind) {
    case 'waiting':
      return <Progress words={waitingWords(state, batch)} />
    case 'collecting':
      return (
        <Progress
          words={`Collecting the requests, ${formatCount(collected.done)} of ${formatQuantity(collected.all, 'row')}`}
        />
      )
    case 'none':
      return (
        <Notice tone="info" title="There is no such row" live="polite">
          {collected.withoutRequest > 0
            ? 'The requests of these rows are not in the input file, or it cannot be read any more.'
            : 'Every row has been answered, or has another outcome by now.'}
        </Notice>
      )
    case 'failed':
      return (
        <Notice
          tone="danger"
          title="The rows could not be taken over"
          live="assertive"
          actions={
            <Button size="sm" icon={RotateCw} onClick={onAgain}>
              Try again
            </Button>
          }
        >
          {collected.message}
        </Notice>
      )
  }
}

function Progress({ words }: { words: string }) {
  const announce = useAnnounce()
  useEffect(() => {
    // Speaks to screen readers, which do not follow text that changes.
    announce(words, 'live')
  }, [announce, words])
  return <p className="text-ink-muted tabular-nums">{words}</p>
}

function waitingWords(state: SessionState, batch: Batch): string {
  if (state.kind !== 'open') return 'Opening the results'
  const { phase, rowsRead, input } = state.status
  if (phase.kind === 'retrying' || phase.kind === 'needs_key') return phase.message
  const { completed, failed } = batch.request_counts
  const found = `${formatCount(rowsRead)} of ${formatQuantity(completed + failed, 'result')} read`
  return input === 'reading' ? `Reading the requests and results, ${found}` : `Reading the results, ${found}`
}

function WithoutRequest({ rows }: { rows: number }) {
  if (rows === 0) return null
  return (
    <p className="text-sm text-ink-muted">
      {formatQuantity(rows, 'row')} left out: the request is not in the input file.
    </p>
  )
}
