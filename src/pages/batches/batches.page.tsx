import { useState } from 'react'
import type { LoaderFunctionArgs } from 'react-router'
import { batchIndexQuery, readWholeIndexAgain } from '~/api/batch-index'
import { currentConnection, useConnection } from '~/api/connection-store'
import { isTransient } from '~/api/errors'
import { goOn, queryClient } from '~/api/query-client'
import { useSeenCounts } from '~/api/seen-counts'
import type { Batch } from '~/contract/batch'
import type { BulkAction } from '~/domain/batch-list/bulk'
import { titleOf } from '~/domain/batch-state'
import { batchesOf } from '~/domain/jobs/jobs'
import { jobPartOf } from '~/domain/jobs/job-metadata'
import { useSettings } from '~/lib/settings'
import { readUrlState, urlQuery, useUrlState } from '~/lib/url-state'
import { useNow } from '~/lib/use-now'
import { useSettledText } from '~/lib/use-settled-text'
import { Button } from '~/ui/button'
import { EmptyState } from '~/ui/notice'
import { PageHeader } from '~/ui/page-header'
import { SkeletonRows } from '~/ui/skeleton'
import { CancelBatchDialog } from '../shared/late-dialogs'
import { partName } from '../shared/part-name'
import { lateDialog, latePart } from '../shared/rows/late-part'
import { Pager } from '../shared/pager'
import { QueryTrouble } from '../shared/query-trouble'
import { RefreshControl } from '../shared/refresh-control'
import { useBatchUses } from '../shared/use-batch-uses'
import { useFileNames } from '../shared/use-file-names'
import { BatchTable } from './batch-table'
import { ListFilters } from './list-filters'
import { ListSummary } from './list-summary'
import { ListTiles, TilesWaiting } from './list-tiles'
import { SelectAll } from './select-all'
import { hiddenColumns, isFiltered, ListUrl, type ListUrlValues, readSince } from './list-url'
import { useListEntries } from './use-list-entries'
import { useListView } from './use-list-view'
import { useSelection } from './use-selection'

/** Where even its code is not there, the page has said that nothing can be loaded. */
const KeptBatches = latePart(null, async () => (await import('./kept-batches')).KeptBatches)
/** Most people see them once. */
const FirstSteps = latePart('How to begin', async () => (await import('./first-steps')).FirstSteps)
const BulkBar = latePart('What can be done with them', async () => (await import('./bulk-bar')).BulkBar)
const BulkDialog = lateDialog(
  'Selected batches',
  'The question that comes first',
  async () => (await import('./bulk-dialog')).BulkDialog,
)

const NO_FILTER = { search: '', status: '', outcome: '', window: '', created: '', page: '1' } as const

function loader({ request }: LoaderFunctionArgs) {
  const url = readUrlState(ListUrl, new URL(request.url).searchParams)
  goOn(queryClient.query(batchIndexQuery(currentConnection(), readSince(url, Date.now() / 1000))))
  return null
}

function BatchesPage() {
  const connection = useConnection()
  const { timeZone } = useSettings()
  const [url, changeUrl] = useUrlState(ListUrl)
  const change = (changes: Partial<ListUrlValues>) => changeUrl({ page: '1', ...changes })
  const [search, typeSearch] = useSettledText(url.search, (text) =>
    changeUrl({ search: text, page: '1' }, { replace: true }),
  )
  const [toCancel, setToCancel] = useState<Batch | null>(null)
  const [bulk, setBulk] = useState<BulkAction | null>(null)
  const now = { seconds: useNow(), zone: timeZone }
  const { query, index, usedBy, fitting, byId, batches, page, hasOlder } = useListView(connection, url, now)
  const { selected, selection, clear } = useSelection(byId)
  const { entries, partlyKnown } = useListEntries(connection, batches)
  const seenOf = useSeenCounts(connection)
  const fileNames = useFileNames(
    connection,
    batches.map((batch) => batch.input_file_id),
  )
  const { uses } = useBatchUses(connection, batches, false)
  const useById = new Map(uses.map((use) => [use.batch.id, use]))
  const nameOf = (batch: Batch) => fileNames.get(batch.input_file_id ?? '') ?? null
  const nameBatch = (batch: Batch) => {
    const title = titleOf(batch, nameOf(batch))
    const part = jobPartOf(batch)
    return part === null ? title : `${partName(part)}: ${title}`
  }

  const filtered = isFiltered(url)
  const isReading = query.isFetching && query.data === undefined
  const settled = query.data !== undefined
  const isLoading = index.batches.length === 0 && query.isPending && query.failureCount === 0
  const nothingYet = settled && index.batches.length === 0 && !filtered && page === 1

  return (
    <>
      <title>Batches · Batch Console</title>
      <div className="grid gap-6">
        <PageHeader
          title="Batches"
          actions={
            nothingYet ? undefined : (
              <RefreshControl query={query} onRefresh={() => readWholeIndexAgain(connection)} />
            )
          }
        />
        <QueryTrouble query={query} what="the batches" />
        {index.batches.length === 0 && !settled && isTransient(query.failureReason) ? (
          <KeptBatches connection={connection} />
        ) : null}
        {nothingYet ? (
          <FirstSteps />
        ) : (
          <>
            {index.batches.length > 0 ? (
              <ListTiles batches={index.batches} usedBy={usedBy} now={now} isWhole={settled} />
            ) : isLoading ? (
              <TilesWaiting />
            ) : null}
            <ListFilters url={url} onChange={change} search={search} onSearch={typeSearch} />
            {isLoading ? <SkeletonRows rows={6} label="Loading batches" /> : null}
            {batches.length > 0 ? (
              <div className="grid gap-1">
                <SelectAll
                  shown={entries.flatMap(batchesOf)}
                  fitting={fitting}
                  isReading={isReading}
                  selection={selection}
                />
                <BatchTable
                  entries={entries}
                  partlyKnown={partlyKnown}
                  nameOf={nameOf}
                  usedBy={(batch) => useById.get(batch.id) ?? null}
                  seenOf={seenOf}
                  hidden={hiddenColumns(url.hide)}
                  selection={selection}
                  onCancel={setToCancel}
                />
              </div>
            ) : null}
            {settled && batches.length === 0 ? (
              <EmptyState
                title={filtered ? 'No batch fits' : 'No older batches'}
                actions={<Button onClick={() => changeUrl(NO_FILTER)}>Show all</Button>}
              >
                {filtered ? 'Try other words, or another filter.' : 'You are past the last page.'}
              </EmptyState>
            ) : null}
            {selected.length > 0 ? <BulkBar batches={selected} onAction={setBulk} onClear={clear} /> : null}
            {index.batches.length > 0 ? (
              <Pager
                summary={
                  <ListSummary
                    index={index}
                    fitting={fitting}
                    usedBy={usedBy}
                    filtered={filtered}
                    isReading={isReading}
                  />
                }
                page={page}
                hasOlder={hasOlder}
                queryFor={(to) => urlQuery(ListUrl, { ...url, page: String(to) }) || '?'}
              />
            ) : null}
          </>
        )}
      </div>
      {toCancel ? (
        <CancelBatchDialog
          batch={byId.get(toCancel.id) ?? toCancel}
          title={nameBatch(toCancel)}
          onClose={() => setToCancel(null)}
        />
      ) : null}
      {bulk ? (
        <BulkDialog action={bulk} batches={selected} titleOf={nameBatch} onClose={() => setBulk(null)} />
      ) : null}
    </>
  )
}

export default { loader, Component: BatchesPage }
