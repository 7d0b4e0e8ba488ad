import { useState } from 'react'
import { Link } from 'react-router'
import { formatCount } from '~/lib/format'
import { urlQuery } from '~/lib/url-state'
import { queryKey, type RowQuery } from '~/results/row-query'
import type { RowSummary } from '~/results/row-reader'
import { classNames } from '~/ui/class-names'
import { Skeleton } from '~/ui/skeleton'
import { VirtualList } from '~/ui/virtual-list'
import type { ResultsSession } from '~/workers/results/session'
import { OutcomeMark } from '../../shared/rows/outcome-mark'
import { ResultsUrl } from './url-schema'
import { useAsked } from '../../shared/rows/use-asked'

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
  className?: string
}

/** Rows are asked for in blocks, so that scrolling a little asks for nothing. */
const BLOCK = 64

const WIDE = {
  height: 38,
  columns:
    'grid grid-cols-[4rem_minmax(7rem,12rem)_7.5rem_minmax(0,2fr)_minmax(0,3fr)_6.5rem] items-center gap-x-4 px-2',
}
const COMPACT = {
  height: 60,
  columns: 'grid grid-cols-[auto_minmax(0,1fr)_auto] content-center items-baseline gap-x-3 gap-y-0.5 px-2',
}

/** The rows of a batch that a query finds, in its order. */
export function RowList({
  session,
  version,
  query,
  rowCount,
  url,
  openIndex,
  isCompact,
  className,
}: RowListProps) {
  const [block, setBlock] = useState({ from: 0, count: BLOCK })
  const key = queryKey(query)
  const rows = useAsked(JSON.stringify([key, block, version]), async (signal) => ({
    from: block.from,
    key,
    ...(await session.rows(block.from, block.count, query, signal)),
  }))
  const layout = isCompact ? COMPACT : WIDE

  function show(from: number, to: number) {
    const first = Math.floor(from / BLOCK) * BLOCK
    const count = Math.ceil((to - first) / BLOCK) * BLOCK
    setBlock((shown) => (shown.from === first && shown.count === count ? shown : { from: first, count }))
  }

  function rowAt(index: number): RowSummary | undefined {
    return rows === null || rows.key !== key ? undefined : rows.rows[index - rows.from]
  }

  return (
    <VirtualList
      label="Rows of the batch"
      rowCount={rowCount}
      rowHeight={layout.height}
      rowClassName={layout.columns}
      headerHidden={isCompact}
      header={<Headings isCompact={isCompact} />}
      openIndex={openIndex}
      onRangeChange={show}
      className={classNames(isCompact && 'border-t border-line-strong', className)}
      renderRow={(index, tabIndex) => {
        const row = rowAt(index)
        if (row === undefined) return <Waiting />
        const to = { search: urlQuery(ResultsUrl, { ...url, row: String(row.row + 1) }) }
        const link = { to, tabIndex, replace: url.row !== '' }
        return <Cells row={row} link={link} isCompact={isCompact} />
      }}
    />
  )
}

const COLUMNS = ['Row', 'custom_id', 'Outcome', 'Request', 'Answer', 'Tokens'] as const

function Headings({ isCompact }: { isCompact: boolean }) {
  const names = isCompact ? COLUMNS.filter((name) => name !== 'Request' && name !== 'Tokens') : COLUMNS
  return names.map((name) => (
    <span
      key={name}
      role="columnheader"
      className={classNames(
        'text-sm font-medium text-ink-muted',
        (name === 'Row' || name === 'Tokens') && 'text-right',
        name === 'custom_id' && 'font-mono text-xs',
      )}
    >
      {name}
    </span>
  ))
}

function Waiting() {
  return (
    <span role="gridcell" className="col-span-full">
      <span className="sr-only">Reading this row</span>
      <Skeleton className="h-3.5 w-2/5" />
    </span>
  )
}

interface CellsProps {
  row: RowSummary
  link: { to: { search: string }; tabIndex: 0 | -1; replace: boolean }
}

/** The link stays the same element in both layouts, so that opening a row keeps the focus. */
function Cells({ row, link, isCompact }: CellsProps & { isCompact: boolean }) {
  return (
    <>
      <NumberCell row={row} link={link} />
      <IdCell row={row} />
      <span role="gridcell" className="text-sm">
        <OutcomeMark outcome={row.outcome} />
      </span>
      {isCompact ? (
        <span role="gridcell" dir="auto" className="col-span-full truncate text-sm text-ink-muted">
          {row.answer || row.request}
        </span>
      ) : (
        <>
          <TextCell text={row.request} isMuted />
          <TextCell text={row.answer} isMuted={false} />
          <TokensCell row={row} />
        </>
      )}
    </>
  )
}

function TokensCell({ row }: { row: RowSummary }) {
  return (
    <span role="gridcell" className="truncate text-right text-sm tabular-nums">
      {row.tokensIn + row.tokensOut > 0 ? (
        <>
          <span className="text-ink-muted">{formatCount(row.tokensIn)} → </span>
          {formatCount(row.tokensOut)}
        </>
      ) : null}
    </span>
  )
}

function NumberCell({ row, link }: CellsProps) {
  return (
    <span role="gridcell" className="text-right text-sm tabular-nums">
      <Link
        {...link}
        data-row-link=""
        preventScrollReset
        aria-label={`Row ${formatCount(row.row + 1)}`}
        className="text-ink-muted no-underline outline-none group-hover/row:text-accent after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
      >
        {formatCount(row.row + 1)}
      </Link>
    </span>
  )
}

function IdCell({ row }: { row: RowSummary }) {
  return (
    <span role="gridcell" dir="auto" className="truncate font-mono text-xs" title={row.customId}>
      {row.customId}
    </span>
  )
}

/** `dir="auto"` also isolates the text, so that its direction marks do not disturb the row. */
function TextCell({ text, isMuted }: { text: string; isMuted: boolean }) {
  return (
    <span role="gridcell" dir="auto" className={classNames('truncate', isMuted && 'text-ink-muted')}>
      {text}
    </span>
  )
}
