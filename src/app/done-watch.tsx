import { useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useEffectEvent, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { batchQuery, randomOf, refusalOf } from '~/api/batches'
import { useConnection } from '~/api/connection-store'
import { fileNamesQuery, fileQuery } from '~/api/files'
import { onBatchesHeard } from '~/api/heard-batches'
import { noteBatches, useWatchedBatches, watchedBatchesQuery } from '~/api/watched-batches'
import type { Batch } from '~/contract/batch'
import { nextLook } from '~/domain/polling'
import type { FinishedBatch } from '~/domain/watch/watched-batches'
import { paths } from '~/lib/paths'

const NotThere = (_props: { finished: readonly FinishedBatch[]; onDismiss: () => void }) => null

/** Where its code cannot be had, the list of batches tells the same. */
const FinishedBatches = lazy(async () => ({
  default: (await import('./finished-batches').catch(() => null))?.FinishedBatches ?? NotThere,
}))

/**
 * Follows the batches that were seen running, whichever page shows them: tells of those somebody asked about, and
 * sums up what has finished while nobody looked. It asks the server only where a person asked to be told, once a
 * minute, and once on return.
 */
export function DoneWatch() {
  const connection = useConnection()
  const navigate = useNavigate()
  const watched = useWatchedBatches(connection.id)
  const [finished, setFinished] = useState<readonly FinishedBatch[]>([])
  const [hasReturned, setHasReturned] = useState(watched.length > 0)
  /** Batches of which nothing has been heard since the person came back. */
  const unheard = useRef(new Set(watched.map(({ batchId }) => batchId)))
  const isAsked = watched.some(({ asked }) => asked)
  const fileNameOf = useFileName()
  const keepCurrent = useKeepCurrent()

  useQuery({
    ...watchedBatchesQuery(connection),
    enabled: watched.length > 0 && (isAsked || hasReturned),
    refetchInterval: ({ state }) =>
      isAsked
        ? nextLook({ ages: [0], attention: 'asked', random: randomOf(state), refusal: refusalOf(state) })
        : false,
    refetchIntervalInBackground: true,
  })

  const hear = useEffectEvent((connectionId: string, batches: readonly Batch[]) => {
    if (connectionId !== connection.id) return
    for (const batch of batches) keepCurrent(batch)
    const ended = noteBatches(connection.id, batches, fileNameOf)
    const missed = ended.filter(({ batchId }) => document.hidden || unheard.current.has(batchId))
    for (const { id } of batches) unheard.current.delete(id)
    for (const batch of ended) if (batch.asked) tell(batch, () => void navigate(paths.batch(batch.batchId)))
    if (missed.length > 0) setFinished((others) => [...others, ...missed])
  })
  useEffect(() => {
    // Every answer about batches, whichever page has asked for it.
    return onBatchesHeard((connectionId, batches) => hear(connectionId, batches))
  }, [])

  const comeBack = useEffectEvent(() => {
    if (document.hidden) return
    unheard.current = new Set(watched.map(({ batchId }) => batchId))
    setHasReturned(watched.length > 0)
  })
  useEffect(() => {
    // Whether the page can be seen is the browser's to say.
    const handle = () => comeBack()
    document.addEventListener('visibilitychange', handle)
    return () => document.removeEventListener('visibilitychange', handle)
  }, [])

  if (finished.length === 0) return null
  return (
    <Suspense>
      <FinishedBatches finished={finished} onDismiss={() => setFinished([])} />
    </Suspense>
  )
}

/** The name of a batch's input file where some page, a list or the batch's own, has read it. */
function useFileName(): (batch: Batch) => string | null {
  const client = useQueryClient()
  const connection = useConnection()
  return ({ input_file_id: fileId }) => {
    if (fileId === null) return null
    const listed = client.getQueryData(fileNamesQuery(connection).queryKey)?.get(fileId)
    return listed ?? client.getQueryData(fileQuery(connection, fileId).queryKey)?.filename ?? null
  }
}

/** Keeps a batch that a hidden page shows up to date, so that the tab's title and icon move on. */
function useKeepCurrent(): (batch: Batch) => void {
  const client = useQueryClient()
  const connection = useConnection()
  return (batch) => {
    const { queryKey } = batchQuery(connection, batch.id)
    if (document.hidden && client.getQueryData(queryKey)) client.setQueryData(queryKey, batch)
  }
}

/** Some phones let only service workers notify: there the title and the summary tell. */
function tell({ batchId, title, outcome }: FinishedBatch, open: () => void): void {
  if (typeof Notification === 'undefined' || Notification.permission !== 'granted') return
  try {
    const notification = new Notification(title, { body: outcome, tag: batchId })
    notification.addEventListener('click', () => {
      window.focus()
      open()
      notification.close()
    })
  } catch {
    return
  }
}
