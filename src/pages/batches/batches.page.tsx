import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { LoaderFunctionArgs } from 'react-router'
import * as z from 'zod/mini'
import { batchListQuery, batchSearchSupportQuery } from '~/api/batches'
import { currentConnection, useConnection } from '~/api/connection-store'
import { goOn, queryClient } from '~/api/query-client'
import { BATCH_STATUSES, type Batch } from '~/contract/batch'
import { matchesSearch, titleOf } from '~/domain/batch-state'
import { formatQuantity } from '~/lib/format'
import { readUrlState, urlQuery, useUrlState } from '~/lib/url-state'
import { useSettledText } from '~/lib/use-settled-text'
import { Button } from '~/ui/button'
import { SearchField, SelectField } from '~/ui/field'
import { EmptyState, Notice } from '~/ui/notice'
import { PageHeader } from '~/ui/page-header'
import { SkeletonRows } from '~/ui/skeleton'
import { CancelBatchDialog } from '../shared/cancel-batch-dialog'
import { CursorPager } from '../shared/cursor-pager'
import { QueryTrouble } from '../shared/query-trouble'
import { RefreshControl } from '../shared/refresh-control'
import { useFileNames } from '../shared/use-file-names'
import { BatchTable } from './batch-table'
import { FirstSteps } from './first-steps'
import { useListEntries } from './use-list-entries'

const Url = z.object({
  search: z.catch(z.string(), ''),
  status: z.catch(z.enum(['', ...BATCH_STATUSES]), ''),
  after: z.catch(z.string(), ''),
})

const STATUS_OPTIONS = [
  { value: '', label: 'All statuses' },
  { value: 'validating', label: 'Checking the file' },
  { value: 'in_progress', label: 'In progress' },
  { value: 'finalizing', label: 'Finalizing' },
  { value: 'completed', label: 'Completed' },
  { value: 'failed', label: 'Rejected at validation' },
  { value: 'expired', label: 'Expired' },
  { value: 'cancelling', label: 'Cancelling' },
  { value: 'cancelled', label: 'Cancelled' },
] as const

function loader({ request }: LoaderFunctionArgs) {
  const url = readUrlState(Url, new URL(request.url).searchParams)
  goOn(queryClient.query(batchListQuery(currentConnection(), { ...url, after: url.after || null })))
  return null
}

function BatchesPage() {
  const connection = useConnection()
  const [url, changeUrl] = useUrlState(Url)
  const [search, typeSearch] = useSettledText(url.search, (text) =>
    changeUrl({ search: text, after: '' }, { replace: true }),
  )
  const [toCancel, setToCancel] = useState<Batch | null>(null)
  const query = useQuery({
    ...batchListQuery(connection, { ...url, after: url.after || null }),
    placeholderData: keepPreviousData,
  })
  const searchSupport = useQuery({ ...batchSearchSupportQuery(connection), enabled: url.search !== '' })
  // While another page or filter loads, the rows of the one before stay in view.
  const settled = query.isPlaceholderData ? undefined : query.data
  const listed = query.data?.data ?? []
  const fileNames = useFileNames(
    connection,
    listed.map((batch) => batch.input_file_id),
  )
  const nameOf = (batch: Batch) => fileNames.get(batch.input_file_id ?? '') ?? null

  // Servers without these filters send everything: what does not fit is left out here.
  const searchesHere = url.search !== '' && searchSupport.data !== true
  const shown = listed.filter(
    (batch) =>
      (url.status === '' || batch.status === url.status) &&
      (!searchesHere || matchesSearch(batch, nameOf(batch), url.search)),
  )
  const { entries, partlyKnown } = useListEntries(connection, shown)
  const filtered = url.search !== '' || url.status !== ''
  const leftOut = settled !== undefined && settled.has_more && shown.length < listed.length
  const nothingYet = settled !== undefined && listed.length === 0 && !filtered && url.after === ''

  return (
    <>
      <title>Batches · Batch Console</title>
      <div className="grid gap-6">
        <PageHeader title="Batches" actions={nothingYet ? undefined : <RefreshControl query={query} />} />
        <QueryTrouble query={query} what="the batches" />
        {nothingYet ? (
          <FirstSteps />
        ) : (
          <>
            <div className="flex flex-wrap items-center gap-3">
              <SearchField
                label="Search batches"
                placeholder="Title, file or id"
                shortcutHint="/"
                value={search}
                onValueChange={typeSearch}
                className="grow basis-56 sm:max-w-72"
              />
              <SelectField
                label="Status"
                labelHidden
                options={STATUS_OPTIONS}
                value={url.status}
                onChange={({ target }) =>
                  changeUrl({ status: z.parse(Url.shape.status, target.value), after: '' })
                }
              />
            </div>
            {leftOut ? (
              <Notice tone="info" title="This server cannot filter batches">
                Only the newest ones loaded here are looked through. Go to older ones below.
              </Notice>
            ) : null}
            {query.isPending && query.failureCount === 0 ? (
              <SkeletonRows rows={6} label="Loading batches" />
            ) : null}
            {shown.length > 0 ? (
              <BatchTable
                entries={entries}
                partlyKnown={partlyKnown}
                nameOf={nameOf}
                onCancel={setToCancel}
              />
            ) : null}
            {settled !== undefined && shown.length === 0 ? (
              <EmptyState
                title={filtered ? 'No batch fits' : 'No older batches'}
                actions={
                  <Button onClick={() => changeUrl({ search: '', status: '', after: '' })}>Show all</Button>
                }
              >
                {filtered ? 'Try other words, or another status.' : 'You are past the last page.'}
              </EmptyState>
            ) : null}
            {settled ? (
              <CursorPager
                summary={`${formatQuantity(shown.length, 'batch', 'batches')} on this page, newest first`}
                page={settled}
                after={url.after}
                queryFor={(after) => urlQuery(Url, { ...url, after })}
              />
            ) : null}
          </>
        )}
      </div>
      <CancelBatchDialog
        batch={toCancel}
        title={toCancel ? titleOf(toCancel, nameOf(toCancel)) : ''}
        onClose={() => setToCancel(null)}
      />
    </>
  )
}

export default { loader, Component: BatchesPage }
