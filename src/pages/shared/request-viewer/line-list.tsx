import { type ReactNode } from 'react'
import { formatBytes, formatCount } from '~/lib/format'
import { classNames } from '~/ui/class-names'
import { Skeleton } from '~/ui/skeleton'
import { VirtualList } from '~/ui/virtual-list'
import type { ListedLine } from '~/workers/lines/messages'
import type { LinesSession } from '~/workers/lines/session'
import { OutcomeMark } from '../rows/outcome-mark'
import { useAsked } from '../rows/use-asked'
import { useBlocks } from '../rows/use-blocks'
import { isHit } from './hits'

/** What the lines of a file are, which decides on the columns. */
export type FileHolds = 'requests' | 'results'

/** The link or button that opens a line; it covers its row. */
export type RenderOpener = (line: number, opener: { tabIndex: 0 | -1; label: string }) => ReactNode

interface LineListProps {
  session: LinesSession
  holds: FileHolds
  /** Lines known so far. */
  lineCount: number
  /** Index of the open line, `null` when it is not among them. */
  openIndex: number | null
  /** Whether a line is open at all. */
  hasOpen: boolean
  /** Line numbers that a search has found, in order. */
  hits: readonly number[]
  /** Rows of two lines, for narrow places. */
  isCompact: boolean
  renderOpener: RenderOpener
  className?: string | undefined
}

const WIDE = {
  height: 38,
  columns:
    'grid grid-cols-[5rem_minmax(7rem,12rem)_minmax(7rem,14rem)_minmax(0,1fr)_5rem] items-center gap-x-4 px-2',
}
const COMPACT = {
  height: 60,
  columns:
    'grid grid-cols-[auto_minmax(45%,1fr)_minmax(0,auto)] content-center items-baseline gap-x-3 gap-y-0.5 px-2',
}

/** Every line of a file, in its order. */
export function LineList({
  session,
  holds,
  lineCount,
  openIndex,
  hasOpen,
  hits,
  isCompact,
  renderOpener,
  className,
}: LineListProps) {
  const [block, show] = useBlocks()
  const known = Math.min(block.from + block.count, lineCount)
  const lines = useAsked(known === 0 ? null : JSON.stringify([block, known]), async (signal) => ({
    from: block.from,
    listed: await session.window(block.from, block.count, signal),
  }))
  const layout = isCompact ? COMPACT : WIDE

  return (
    <VirtualList
      label="Lines of the file"
      rowCount={lineCount}
      rowHeight={layout.height}
      rowClassName={layout.columns}
      headerHidden={isCompact}
      header={<Headings holds={holds} isCompact={isCompact} />}
      openIndex={openIndex}
      hasOpen={hasOpen}
      contents="lines"
      onRangeChange={show}
      className={classNames(isCompact && 'border-t border-line-strong', className)}
      renderRow={(index, tabIndex) => {
        const line = lines?.listed[index - lines.from]
        if (line === undefined) return <Waiting />
        const opener = renderOpener(line.line, { tabIndex, label: `Line ${formatCount(line.line)}` })
        return <Cells line={line} opener={opener} isHit={isHit(hits, line.line)} isCompact={isCompact} />
      }}
    />
  )
}

const COLUMNS = {
  requests: ['Line', 'custom_id', 'Model', 'Request', 'Size'],
  results: ['Line', 'custom_id', 'Outcome', 'Answer', 'Size'],
} satisfies Record<FileHolds, readonly string[]>

function Headings({ holds, isCompact }: Pick<LineListProps, 'holds' | 'isCompact'>) {
  const names = isCompact ? COLUMNS[holds].filter((name) => name !== 'Size') : COLUMNS[holds]
  return names.map((name) => (
    <span
      key={name}
      role="columnheader"
      className={classNames(
        'text-sm font-medium text-ink-muted',
        (name === 'Line' || name === 'Size') && 'text-right',
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
      <span className="sr-only">Reading this line</span>
      <Skeleton isStill className="h-3.5 w-2/5" />
    </span>
  )
}

interface CellsProps {
  line: ListedLine
  opener: ReactNode
  isHit: boolean
  isCompact: boolean
}

/** The opener stays the same element in both layouts, so that opening a line keeps the focus. */
function Cells({ line, opener, isHit: isFound, isCompact }: CellsProps) {
  return (
    <>
      <span role="gridcell" className="text-right text-sm tabular-nums">
        {isFound ? <span aria-hidden className="absolute inset-y-0 left-0 w-0.5 bg-accent-solid" /> : null}
        {opener}
        {isFound ? <span className="sr-only"> found</span> : null}
      </span>
      <span role="gridcell" dir="auto" className="truncate font-mono text-xs" title={line.customId}>
        {line.customId}
      </span>
      <span role="gridcell" className="truncate text-sm">
        <KindMark line={line} />
      </span>
      <span
        role="gridcell"
        dir="auto"
        className={classNames('truncate', isCompact && 'col-span-full text-sm text-ink-muted')}
      >
        {line.text}
      </span>
      {isCompact ? null : (
        <span role="gridcell" className="truncate text-right text-sm text-ink-muted tabular-nums">
          {formatBytes(line.bytes)}
        </span>
      )}
    </>
  )
}

function KindMark({ line }: { line: ListedLine }) {
  if (line.isLong) return <span className="text-ink-muted">{line.model || 'Very long'}</span>
  switch (line.kind) {
    case 'request':
      return <span className="text-ink-muted">{line.model}</span>
    case 'result':
      return line.outcome === null ? null : <OutcomeMark outcome={line.outcome} />
    case 'other':
      return <span className="text-ink-muted">No request</span>
    case 'broken':
      return <span className="font-medium text-danger">No JSON</span>
  }
}
