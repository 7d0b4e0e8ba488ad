import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { batchQuery } from '~/api/batches'
import { useConnection } from '~/api/connection-store'
import { fileQuery } from '~/api/files'
import type { Batch } from '~/contract/batch'
import type { StoredFile } from '~/contract/file'
import { type CarriedChoices, carriedChoices } from '~/domain/attempts/carried'
import { cloneCounts, type CloneRows } from '~/domain/attempts/clone-rows'
import { hasEnded, titleOf } from '~/domain/batch-state'
import { outcomesOf } from '~/results/status'
import type { SessionState } from '~/workers/results/session'
import { SkeletonRows } from '~/ui/skeleton'
import { Notice } from '~/ui/notice'
import { QueryTrouble } from '../../shared/query-trouble'
import { useResults } from '../../shared/rows/use-results'
import { Step } from '../step'
import { StoredFileSteps } from '../stored-file-flow'
import { CloneSource, type SpoiltState } from './clone-source'
import { CollectedSteps } from './collected-steps'
import { isSettled } from './use-collected-rows'

interface CloneFlowProps {
  batchId: string
  rows: CloneRows
  /** Key of the cause that failed rows have; empty for any. */
  cause: string
  /** Index of the only row of the choice that is meant; `null` for all of them. */
  row: number | null
  onRows: (rows: CloneRows) => void
}

/** A new batch from the rows of another one: all of them, or those that lack something. */
export function CloneFlow({ batchId, ...choice }: CloneFlowProps) {
  const connection = useConnection()
  const query = useQuery(batchQuery(connection, batchId))
  const batch = query.data
  const fileId = batch?.input_file_id ?? ''
  const inputFile = useQuery({ ...fileQuery(connection, fileId), enabled: fileId !== '' })
  if (batch && fileId === '') {
    return (
      <Notice tone="warning" title="The requests of this batch are gone">
        Its input file was deleted. The answers stay readable; to run the requests again, choose your own
        file.
      </Notice>
    )
  }
  if (batch && inputFile.data) {
    return (
      <CloneSteps batch={batch} answeredAt={query.dataUpdatedAt} inputFile={inputFile.data} {...choice} />
    )
  }
  return (
    <div className="grid gap-4">
      <QueryTrouble query={query} what="the batch" />
      <QueryTrouble query={inputFile} what="its input file" />
      {query.isError || inputFile.isError ? null : <SkeletonRows rows={3} label="Loading the batch" />}
    </div>
  )
}

interface CloneStepsProps extends Omit<CloneFlowProps, 'batchId'> {
  batch: Batch
  answeredAt: number
  inputFile: StoredFile
}

function CloneSteps({ batch, answeredAt, inputFile, rows, cause, row, onRows }: CloneStepsProps) {
  const connection = useConnection()
  const [isLooking, setLooking] = useState(false)
  const reads = isLooking || rows !== 'all'
  const { session, state } = useResults(connection, batch, answeredAt, reads)
  const status = state.kind === 'open' ? state.status : null
  const outcomes = status === null ? null : outcomesOf(status)
  const counts = cloneCounts(batch.request_counts, outcomes, status?.outcomes ?? null)
  const carried = carriedChoices(batch, rows !== 'all')
  return (
    <>
      <Step number={1} title="Source">
        <CloneSource
          batch={batch}
          title={titleOf(batch, inputFile.filename)}
          counts={counts}
          rows={rows}
          cause={cause}
          row={row}
          spoilt={spoiltState(batch, state, reads)}
          onLook={() => {
            setLooking(true)
            if (state.kind === 'died') session.restart()
          }}
          onRows={onRows}
        />
        <Remarks carried={carried} batch={batch} rows={rows} />
      </Step>
      {rows === 'all' ? (
        <StoredFileSteps
          file={inputFile}
          start={carried}
          requests={hasEnded(batch) ? batch.request_counts.total : null}
          isRepeat
          source={null}
        />
      ) : (
        <CollectedSteps
          key={`${rows} ${cause} ${row}`}
          session={session}
          state={state}
          batch={batch}
          rows={rows}
          cause={cause}
          row={row}
          fileName={inputFile.filename}
          carried={carried}
        />
      )}
    </>
  )
}

/** What is known of the answers that cannot be used. A batch without answers has none. */
function spoiltState(batch: Batch, state: SessionState, reads: boolean): SpoiltState {
  if (batch.request_counts.completed === 0) return { kind: 'known' }
  if (state.kind === 'died') return { kind: 'unread' }
  if (state.kind === 'open' && isSettled(state.status, batch)) return { kind: 'known' }
  if (!reads) return { kind: 'unread' }
  const phase = state.kind === 'open' ? state.status.phase : null
  const isHeldUp = phase?.kind === 'retrying' || phase?.kind === 'needs_key'
  return { kind: 'reading', words: isHeldUp ? phase.message : 'They are being read.' }
}

function Remarks({ carried, batch, rows }: { carried: CarriedChoices; batch: Batch; rows: CloneRows }) {
  return (
    <>
      {rows === 'unanswered' && !hasEnded(batch) ? (
        <Notice tone="warning" title="The batch still runs">
          Rows that are pending may still be answered there, and would then be paid for twice. Cancel it
          first, or wait until it has ended.
        </Notice>
      ) : null}
      {carried.pairsLeftOut > 0 ? (
        <p className="text-sm text-ink-muted">
          {carried.pairsLeftOut} of its metadata pairs find no room and are left out.
        </p>
      ) : null}
    </>
  )
}
