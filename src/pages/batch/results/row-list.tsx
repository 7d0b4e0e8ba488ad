import { useState } from 'react'
import { changeColumns, type ColumnKey, fieldOfColumn, rowColumns } from '~/domain/results/row-columns'
import type { AnswerShape } from '~/domain/results/row-columns'
import type { PriceOf } from '~/domain/series/costs'
import { urlQuery } from '~/lib/url-state'
import { listKey, queryKey, type RowQuery } from '~/results/row-query'
import type { RowSummary, RowWindow } from '~/results/row-reader'
import { classNames } from '~/ui/class-names'
import { Skeleton } from '~/ui/skeleton'
import { VirtualList } from '~/ui/virtual-list'
import type { ResultsSession } from '~/workers/results/session'
import { useQuestion } from '../../shared/rows/use-asked'
import { useBlocks } from '../../shared/rows/use-blocks'
import { type LaterLine, useLaterRows } from '../attempts/use-later-rows'
import { CompactCells, RowCells } from './columns/cells'
import { keepColumnChoice, useColumnChoice } from './columns/column-choice'
import { gridOf } from './columns/column-facts'
import { Headings } from './columns/headings'
import { ResultsUrl } from './url-schema'

interface RowListProps {
  session: ResultsSession
  /** Of the rows: a new one means that they have changed. */
  version: string
  query: RowQuery
  rowCount: number
  url: ResultsUrl
  /** Index of the open row under the query, `null` when it is not among them. */
  openIndex: number | null
  /** Rows of two lines, for narrow places. */
  isCompact: boolean
  shape: AnswerShape
  priceOf: PriceOf
  onSort: (sort: RowQuery['sort']) => void
  /** The first row is to have the focus. */
  takesFocus: boolean
  onFocusTaken: () => void
  className?: string
}

/** Rows and what was asked for when they were. */
interface ListedWindow extends RowWindow {
  from: number
  key: string
  fields: readonly string[]
}

const WIDE = { height: 38, className: 'grid items-center gap-x-4 bg-paper px-2' }
const COMPACT = {
  height: 60,
  className: 'grid grid-cols-[auto_minmax(0,1fr)_auto] content-center items-baseline gap-x-3 gap-y-0.5 px-2',
}

const NO_ROWS: readonly RowSummary[] = []
const NO_FIELDS: readonly string[] = []

/** The rows of a batch that a query finds, in its order, with the columns that were chosen. */
export function RowList({
  session,
  version,
  query,
  rowCount,
  url,
  openIndex,
  isCompact,
  shape,
  priceOf,
  onSort,
  takesFocus,
  onFocusTaken,
  className,
}: RowListProps) {
  const [block, show] = useBlocks()
  const { columns, size } = useSizedColumns(shape)
  const fields = columns.flatMap(({ key }) => fieldOfColumn(key) ?? [])
  const key = listKey(query)
  const listed = (window: RowWindow): ListedWindow => ({ from: block.from, key, fields, ...window })
  const rows = useQuestion<ListedWindow>(
    JSON.stringify([queryKey(query), block, version, fields]),
    async (signal, tell) => {
      const tellFirst = (window: RowWindow) => tell(listed(window))
      return listed(await session.rows(block.from, block.count, query, signal, fields, tellFirst))
    },
  ).answer
  const laterAt = useLaterRows(rows?.rows ?? NO_ROWS, rows?.fields ?? NO_FIELDS)
  const layout = isCompact ? COMPACT : WIDE
  const searchOf = searchesOf(url)

  function rowAt(index: number): RowSummary | undefined {
    return rows === null || rows.key !== key ? undefined : rows.rows[index - rows.from]
  }

  return (
    <VirtualList
      label="Rows of the batch"
      rowCount={rowCount}
      rowHeight={layout.height}
      rowClassName={layout.className}
      grid={isCompact ? undefined : { ...gridOf(columns), columns: columns.length }}
      headerHidden={isCompact}
      header={
        isCompact ? (
          <CompactHeadings />
        ) : (
          <Headings columns={columns} sort={query.sort} onSort={onSort} onSize={size} />
        )
      }
      openIndex={openIndex}
      hasOpen={url.row !== ''}
      contents={key}
      onRangeChange={show}
      takesFocus={takesFocus}
      onFocusTaken={onFocusTaken}
      className={classNames(isCompact ? 'border-t border-line-strong' : '@container', className)}
      renderRow={(index, tabIndex) => {
        const row = rowAt(index)
        if (row === undefined) return <Waiting />
        const to = { search: searchOf(row.row) }
        const cells = {
          row,
          fields: rows?.fields ?? NO_FIELDS,
          later: shownOf(row, laterAt(row.row), query),
          link: { to, tabIndex, replace: url.row !== '' },
        }
        return isCompact ? (
          <CompactCells {...cells} />
        ) : (
          <RowCells columns={columns} priceOf={priceOf} {...cells} />
        )
      }}
    />
  )
}

/** A later answer stays away where the query may have found something in the answer of this batch: that is shown. */
function shownOf({ foundIn }: RowSummary, later: LaterLine | null, { text, isRegex, field }: RowQuery) {
  const isFoundHere = foundIn === 'answer' || field !== null || (isRegex && text !== '')
  return later !== null && isFoundHere ? { ...later, line: null } : later
}

/** The query string that opens a row beside what is shown. What rows share is written once for all of them. */
function searchesOf(url: ResultsUrl): (row: number) => string {
  const shared = urlQuery(ResultsUrl, { ...url, row: '' })
  return (row) => `${shared === '' ? '?' : `${shared}&`}row=${row + 1}`
}

/** The columns shown, and how to size one; while an edge is being dragged nothing is stored. */
function useSizedColumns(shape: AnswerShape) {
  const choice = useColumnChoice()
  const [dragged, setDragged] = useState<{ key: ColumnKey; width: number } | null>(null)
  const all = rowColumns(shape, choice)
  const columns = all
    .filter(({ isShown }) => isShown)
    .map((column) => (column.key === dragged?.key ? { ...column, width: dragged.width } : column))

  function size(key: ColumnKey, width: number | null, isDone: boolean) {
    setDragged(isDone || width === null ? null : { key, width })
    if (isDone) keepColumnChoice(changeColumns(choice, { kind: 'size', key, width }, all))
  }

  return { columns, size }
}

function CompactHeadings() {
  return ['Row', 'custom_id', 'Outcome', 'Answer'].map((name) => (
    <span key={name} role="columnheader">
      {name}
    </span>
  ))
}

function Waiting() {
  return (
    <span role="gridcell" className="col-span-full">
      <span className="sr-only">Reading this row</span>
      <Skeleton isStill className="h-3.5 w-2/5" />
    </span>
  )
}
