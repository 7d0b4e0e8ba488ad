import { use, useRef, useState } from 'react'
import type { Connection } from '~/api/connection'
import { usePriceBook } from '~/api/own-prices'
import type { Batch } from '~/contract/batch'
import { formatCount } from '~/lib/format'
import { useUrlState } from '~/lib/url-state'
import { lacksAttempts, queryKey } from '~/results/row-query'
import type { ResultsStatus } from '~/results/status'
import { ColumnEdge } from '~/ui/column-edge'
import { SkeletonRows } from '~/ui/skeleton'
import { SplitView } from '~/ui/split-view'
import { useMediaQuery } from '~/ui/use-media-query'
import type { ResultsSession } from '~/workers/results/session'
import { pricesFor } from '../overview/costs'
import { useSilence } from '../use-silence'
import { ColumnsButton } from './columns/columns-button'
import { useIsSortShown } from './columns/use-is-sort-shown'
import { useAnswerShape } from './columns/use-answer-shape'
import { FiltersInUse } from './find/filters-in-use'
import { FindBar } from './find/find-bar'
import { NoRows } from './find/no-rows'
import { useFound } from './find/use-found'
import { rowInView } from './row-in-view'
import { RowAgain } from './retry-row'
import { RowList } from './row-list'
import { RowPanel } from './row-panel'
import { rowsKnown } from './rows-known'
import { RunAgainLink } from './run-again-link'
import { StatusLine } from './status-line'
import { openRowOf, queryOf, ResultsUrl } from './url-schema'
import { NARROWEST_LIST, useListWidth, WIDEST_LIST } from './use-list-width'
import { AskTrouble } from '../../shared/rows/ask-trouble'
import { MergedContext } from '../attempts/merged-context'
import { ExportDialog } from '../export/late-export-dialog'
import { DeathNotice, ROWS_KEPT } from '../../shared/rows/death-notice'
import { latePart } from '../../shared/rows/late-part'
import { useAsked } from '../../shared/rows/use-asked'
import { useResults } from '../../shared/rows/use-results'
import { useRowKeys } from '../../shared/rows/use-row-keys'

// Without marks everything can still be read.
const FoundMarks = latePart(null, async () => (await import('./find/found-marks')).FoundMarks)

const StillOpenWait = latePart(
  'What came of the rows that were tried again',
  async () => (await import('../attempts/still-open-wait')).StillOpenWait,
)

/** The list scrolls by itself: in the height that is left on wide screens, and in most of the screen on others. */
const LIST = 'h-[max(20rem,calc(100dvh-15rem))] lg:h-auto lg:min-h-52 lg:grow lg:basis-0'

interface ResultsTabProps {
  connection: Connection
  batch: Batch
  /** Title of the batch. */
  title: string
  /** When the server last answered with this batch, in Unix milliseconds. */
  answeredAt: number
}

/** All rows of a batch, live while it runs. */
export function ResultsTab({ connection, batch, title, answeredAt }: ResultsTabProps) {
  const { session, state } = useResults(connection, batch, answeredAt)
  const silentSince = useSilence({ batch, answeredAt })
  switch (state.kind) {
    case 'opening':
      return <SkeletonRows rows={8} label="Opening the results" />
    case 'died':
      return (
        <DeathNotice
          death={state}
          what="Reading the results"
          kept={ROWS_KEPT}
          onAgain={() => session.restart()}
        />
      )
    case 'open':
      return (
        <Results
          connection={connection}
          session={session}
          status={state.status}
          silentSince={silentSince}
          batch={batch}
          title={title}
        />
      )
  }
}

interface ResultsProps {
  connection: Connection
  session: ResultsSession
  status: ResultsStatus
  /** When the server last answered, where it does not now. */
  silentSince: number | null
  batch: Batch
  title: string
}

function Results({ connection, session, status, silentSince, batch, title }: ResultsProps) {
  const [url, changeUrl] = useUrlState(ResultsUrl)
  const [isExporting, setExporting] = useState(false)
  const [hasFilters, showFilters] = useState(false)
  const [listWidth, sizeList] = useListWidth()
  const isWide = useMediaQuery('(min-width: 64rem)')
  const { findPrice } = usePriceBook()
  const priceOf = pricesFor(batch, batch.completion_window, findPrice)
  const query = queryOf(url, use(MergedContext)?.settled ?? null)
  const isWaiting = lacksAttempts(query)
  const row = openRowOf(url)
  const list = useRef<HTMLDivElement>(null)
  const open = useRef<HTMLDivElement>(null)
  const isCompact = !isWide || row !== null
  const { shape, asked: askedShape } = useAnswerShape(session, status)
  const found = useFound(session, status, query)
  const rowCount = found.matched

  // Meanwhile an open row stands among all rows.
  const standing = isWaiting ? { ...query, outcome: null } : query
  const place = useAsked(
    row === null ? null : JSON.stringify([row, queryKey(standing), found.stamp]),
    (signal) => session.place(row ?? 0, standing, signal),
  )
  const isPlaced = place !== null && place.row === row
  const isSortShown = useIsSortShown(shape, url.sort) && !isCompact
  // The words whose first row is to have the focus, once they have been searched for.
  const [goingTo, goTo] = useState<string | null>(null)
  const isFound = goingTo === url.search && found.isCurrent
  if (isFound && rowCount === 0 && !found.isSearching) goTo(null)
  useRowKeys({
    open: row,
    at: isPlaced ? row : null,
    previous: place?.previous ?? null,
    next: place?.next ?? null,
    first: () => rowInView(list.current),
    onOpen: (next) => changeUrl({ row: String(next + 1) }, { replace: row !== null }),
    onClose: () => changeUrl({ row: '' }),
  })
  const detail = useAsked(isPlaced ? JSON.stringify([row, place.stamp]) : null, (signal) =>
    session.row(row ?? 0, signal),
  )

  return (
    <section
      aria-label="Results"
      className="grid min-w-0 gap-3 lg:flex lg:min-h-[28rem] lg:grow lg:basis-0 lg:flex-col"
    >
      <SplitView
        layout="fills"
        detailLabel={`Row ${formatCount((row ?? 0) + 1)}`}
        onCloseDetail={() => changeUrl({ row: '' })}
        listWidth={listWidth}
        divider={
          <ColumnEdge
            label="Width of the list"
            width={listWidth}
            usualWidth={NARROWEST_LIST}
            narrowest={NARROWEST_LIST}
            widest={WIDEST_LIST}
            place="panes"
            isTabStop
            onSize={sizeList}
          />
        }
        list={
          <div className="grid gap-3 lg:flex lg:min-h-0 lg:grow lg:basis-0 lg:flex-col">
            <StatusLine
              status={status}
              silentSince={silentSince}
              resultsComeLater={batch.output_file_id === null && batch.request_counts.completed > 0}
              onRetry={() => session.retry()}
            />
            <FindBar
              session={session}
              status={status}
              url={url}
              onChange={changeUrl}
              found={found}
              isOpen={hasFilters}
              onToggle={() => showFilters(!hasFilters)}
              onGoToRows={goTo}
              exportObstacle={exportObstacle(status, isWaiting)}
              onExport={() => setExporting(true)}
            >
              {isCompact || shape === null ? null : <ColumnsButton shape={shape} />}
            </FindBar>
            <FiltersInUse url={url} found={found} isSortShown={isSortShown} onChange={changeUrl}>
              {found.isCurrent && !found.isSearching ? (
                <RunAgainLink batchId={batch.id} query={query} rows={rowCount} />
              ) : null}
            </FiltersInUse>
            <div ref={list} className="contents">
              <AskTrouble what="The search" asked={found.asked} />
              <AskTrouble what="The fields of the answers" asked={askedShape} />
              {isWaiting ? (
                <StillOpenWait
                  batch={batch}
                  status={status}
                  onShowAll={() => changeUrl({ outcome: 'all' })}
                />
              ) : found.asked.trouble !== null && (rowCount === 0 || !found.isCurrent) ? null : rowCount ===
                0 ? (
                <NoRows
                  session={session}
                  status={status}
                  query={query}
                  found={found}
                  priceOf={priceOf}
                  onChange={changeUrl}
                  onGoToRows={goTo}
                />
              ) : shape === null ? (
                <div className="lg:min-h-0 lg:overflow-hidden">
                  <SkeletonRows rows={8} label="Reading the rows" />
                </div>
              ) : (
                <RowList
                  session={session}
                  version={found.stamp}
                  query={query}
                  rowCount={rowCount}
                  url={url}
                  openIndex={isPlaced ? place.index : null}
                  shape={shape}
                  priceOf={priceOf}
                  onSort={({ by, direction }) => changeUrl({ sort: by, direction })}
                  isCompact={isCompact}
                  takesFocus={isFound}
                  onFocusTaken={() => goTo(null)}
                  className={LIST}
                />
              )}
            </div>
          </div>
        }
        detail={
          row === null ? null : (
            <div ref={open}>
              {isPlaced && place.index === null && row < status.rowsListed && !found.isSearching ? (
                <p className="pb-3 text-sm text-ink-muted">This row is not among the rows found.</p>
              ) : null}
              <RowPanel
                row={row}
                rowCount={rowsKnown(status, batch.request_counts.total)}
                detail={detail?.row === row ? detail : null}
                place={isPlaced ? place : null}
                view={url.view}
                isSearched={query.text !== ''}
                priceOf={priceOf}
                retry={
                  detail?.row === row ? (
                    <RowAgain
                      key={row}
                      batchId={batch.id}
                      session={session}
                      status={status}
                      detail={detail}
                    />
                  ) : null
                }
                onOpen={(next) => changeUrl({ row: String(next + 1) }, { replace: true })}
                onView={(view) => changeUrl({ view }, { replace: true })}
                onClose={() => changeUrl({ row: '' })}
              />
            </div>
          )
        }
      />
      {query.text === '' ? null : (
        <FoundMarks
          list={list}
          open={open}
          query={query}
          shown={detail?.row === row ? `${row} ${url.view}` : null}
        />
      )}
      {isExporting ? (
        <ExportDialog
          session={session}
          connection={connection}
          batch={batch}
          title={title}
          query={query}
          status={status}
          rowsFiltered={rowCount}
          onClose={() => setExporting(false)}
        />
      ) : null}
    </section>
  )
}

/** Why rows cannot be exported; `undefined` when they can. */
function exportObstacle({ rowsListed }: ResultsStatus, isWaiting: boolean): string | undefined {
  if (rowsListed === 0) return 'There are no rows to export yet.'
  return isWaiting ? 'It is not known yet which rows these are.' : undefined
}
