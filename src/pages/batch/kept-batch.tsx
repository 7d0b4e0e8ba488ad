import type { UseQueryResult } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Connection } from '~/api/connection'
import { asApiError } from '~/api/errors'
import { refresh } from '~/api/query-client'
import { Button } from '~/ui/button'
import { SlimLine } from '~/ui/slim-line'
import { ExactTime } from '~/ui/time'
import { type KeptAnswer, keptBatch } from '~/workers/results/kept-batch'
import { SettingsWayOut } from '../shared/settings-way-out'

interface KeptBatchProps {
  connection: Connection
  batchId: string
  /** The question that no server answers. */
  query: Pick<UseQueryResult, 'failureReason'>
  /** What has been found so far. */
  kept: KeptAnswer | null
  onFound: (kept: KeptAnswer) => void
}

/** Looks for a batch on this device while its server cannot be reached, and says that it is an old state. */
export function KeptBatch({ connection, batchId, query, kept, onFound }: KeptBatchProps) {
  const [hasFailed, setFailed] = useState(false)
  const isMissing = kept === null && !hasFailed
  useEffect(() => {
    // The batch lies in the browser's private files.
    if (!isMissing) return undefined
    let isWanted = true
    void keptBatch(connection, batchId).then((found) => {
      if (!isWanted) return
      if (found === null) setFailed(true)
      else onFound(found)
    })
    return () => {
      isWanted = false
    }
  }, [connection, batchId, isMissing, onFound])
  if (kept === null) return null
  const error = query.failureReason === null ? null : asApiError(query.failureReason)
  const asOf = (
    <>
      Kept on this device, as of <ExactTime seconds={kept.answeredAt / 1000} />.
    </>
  )
  return (
    <SlimLine
      tone="warning"
      title={
        <>
          Server not reached. <span className="max-sm:sr-only">{asOf}</span>
        </>
      }
      action={
        <Button size="sm" onClick={() => void refresh(connection)}>
          Try again now
        </Button>
      }
    >
      <p className="sm:hidden">{asOf}</p>
      <p>{error?.message} Later changes are not shown. Trying again by itself.</p>
      {error === null ? null : (
        <>
          <p className="font-mono text-xs">{error.details}</p>
          <SettingsWayOut kind={error.kind} />
        </>
      )}
    </SlimLine>
  )
}
