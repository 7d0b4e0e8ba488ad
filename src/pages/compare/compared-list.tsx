import { Link } from 'react-router'
import type { ComparedRow, CompareQuery, SideRow } from '~/domain/compare/comparison'
import { formatCount } from '~/lib/format'
import { urlQuery } from '~/lib/url-state'
import type { RowSummary } from '~/results/row-reader'
import { classNames } from '~/ui/class-names'
import { Skeleton } from '~/ui/skeleton'
import { VirtualList } from '~/ui/virtual-list'
import type { CompareSession } from '~/workers/compare/compare-session'
import { OutcomeMark } from '../shared/rows/outcome-mark'
import { useAsked } from '../shared/rows/use-asked'
import { useBlocks } from '../shared/rows/use-blocks'
import type { ComparedSide } from './compared-batch'
import { CompareUrl } from './url-schema'
import { VerdictMark } from './verdict-mark'

interface ComparedListProps {
  session: CompareSession
  left: ComparedSide
  right: ComparedSide
  /** Of the comparison: a new one means that rows compare differently. */
  version: number
  query: CompareQuery
  url: CompareUrl
  rowCount: number
  openIndex: number | null
  isCompact: boolean
  className: string
}

/** A compared row with what both sides say on one line. */
interface Lines {
  row: ComparedRow
  left: string
  right: string
}

const WIDE = {
  height: 38,
  columns:
    'grid grid-cols-[minmax(7rem,12rem)_7.5rem_minmax(0,1fr)_minmax(0,1fr)_7rem] items-center gap-x-4 px-2',
}
const COMPACT = {
  height: 84,
  columns: 'grid grid-cols-[minmax(0,1fr)_auto] content-center items-baseline gap-x-3 gap-y-0.5 px-2',
}

/** The rows of both batches: those of A in its order, behind them those that only B has. */
export function ComparedList(props: ComparedListProps) {
  const { session, left, right, version, query, url, rowCount, openIndex, isCompact, className } = props
  const [block, show] = useBlocks()
  const asked = JSON.stringify(query)
  const found = useAsked(JSON.stringify([asked, block, version]), async (signal) => {
    const { rows } = await session.rows(block.from, block.count, query, signal)
    const [lefts, rights] = await Promise.all([
      linesOf(left, 'left', rows, signal),
      linesOf(right, 'right', rows, signal),
    ])
    const lines: Lines[] = rows.map((row) => ({
      row,
      left: answerLine(row.left, lefts),
      right: answerLine(row.right, rights),
    }))
    return { from: block.from, asked, lines }
  })
  const layout = isCompact ? COMPACT : WIDE

  return (
    <VirtualList
      label="Compared rows"
      rowCount={rowCount}
      rowHeight={layout.height}
      rowClassName={layout.columns}
      headerHidden={isCompact}
      header={<Headings isCompact={isCompact} />}
      openIndex={openIndex}
      hasOpen={url.row !== ''}
      contents={asked}
      onRangeChange={show}
      className={classNames(isCompact && 'border-t border-line-strong', className)}
      renderRow={(index, tabIndex) => {
        const lines = found?.asked === asked ? found.lines[index - found.from] : undefined
        if (lines === undefined) return <Waiting />
        const to = { search: urlQuery(CompareUrl, { ...url, row: lines.row.key }) }
        const link = { to, tabIndex, replace: url.row !== '' }
        return <Cells lines={lines} link={link} isCompact={isCompact} />
      }}
    />
  )
}

async function linesOf(
  { session }: ComparedSide,
  side: 'left' | 'right',
  rows: readonly ComparedRow[],
  signal: AbortSignal,
): Promise<ReadonlyMap<number, RowSummary>> {
  const wanted = rows.flatMap((row) => row[side]?.row ?? [])
  const lines = await session.lines(Uint32Array.from(wanted), signal)
  return new Map(lines.map((line) => [line.row, line]))
}

function answerLine(row: SideRow | null, lines: ReadonlyMap<number, RowSummary>): string {
  return row === null ? '' : (lines.get(row.row)?.answer ?? '')
}

const COLUMNS = ['custom_id', 'Comparison', 'Answer in A', 'Answer in B', 'Tokens B − A'] as const

function Headings({ isCompact }: { isCompact: boolean }) {
  const names = isCompact ? COLUMNS.filter((name) => name !== 'Tokens B − A') : COLUMNS
  return names.map((name) => (
    <span
      key={name}
      role="columnheader"
      className={classNames(
        'text-sm font-medium text-ink-muted',
        name === 'Tokens B − A' && 'text-right',
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
      <Skeleton isStill className="h-3.5 w-2/5" />
    </span>
  )
}

interface CellsProps {
  lines: Lines
  link: { to: { search: string }; tabIndex: 0 | -1; replace: boolean }
  isCompact: boolean
}

function Cells({ lines: { row, left, right }, link, isCompact }: CellsProps) {
  return (
    <>
      <span role="gridcell" className="truncate" title={row.customId}>
        <Link
          {...link}
          data-row-link=""
          preventScrollReset
          aria-label={`Row ${row.customId || row.key}`}
          className="font-mono text-xs text-ink no-underline outline-none group-hover/row:text-accent after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
        >
          <bdi>{row.customId || `(no id, row ${row.key})`}</bdi>
        </Link>
      </span>
      <span role="gridcell" className="text-sm">
        <VerdictMark verdict={row.verdict} />
      </span>
      <AnswerCell letter="A" row={row.left} text={left} isCompact={isCompact} />
      <AnswerCell letter="B" row={row.right} text={right} isCompact={isCompact} />
      {isCompact ? null : (
        <span role="gridcell" className="truncate text-right text-sm tabular-nums">
          {tokensDifference(row)}
        </span>
      )}
    </>
  )
}

interface AnswerCellProps {
  letter: string
  row: SideRow | null
  text: string
  isCompact: boolean
}

function AnswerCell({ letter, row, text, isCompact }: AnswerCellProps) {
  return (
    <span
      role="gridcell"
      className={classNames('flex min-w-0 items-baseline gap-2', isCompact && 'col-span-full text-sm')}
    >
      {isCompact ? <span className="text-xs text-ink-muted">{letter}</span> : null}
      {row === null ? (
        <span className="text-ink-muted">–</span>
      ) : (
        <>
          {row.outcome === 'succeeded' ? null : (
            <span className="shrink-0 text-sm">
              <OutcomeMark outcome={row.outcome} />
            </span>
          )}
          {/* `dir="auto"` also isolates the text, so that its direction marks do not disturb the row. */}
          <span dir="auto" className="min-w-0 truncate">
            {text}
          </span>
        </>
      )}
    </span>
  )
}

function tokensDifference({ left, right }: ComparedRow): string {
  if (!left?.tokens || !right?.tokens) return ''
  const difference = right.tokens.input + right.tokens.output - left.tokens.input - left.tokens.output
  return difference === 0 ? '0' : `${difference > 0 ? '+' : '−'}${formatCount(Math.abs(difference))}`
}
