import { startTransition, use, useEffect, useId, useState } from 'react'
import type { ReactNode } from 'react'
import { formatMoment } from '../lib/format.ts'
import { spreadIndexes } from './chart-axis.ts'
import { Skeleton } from './skeleton.tsx'
import { Table, TableBody, TableHead, Td, Th, Tr } from './table.tsx'
import { TimeZoneContext } from './time.tsx'

/** Rows of the table behind a chart: enough to read the curve, few enough to read. */
const MOST_TABLE_ROWS = 60

/** One measure over time, a value for each moment of the chart. */
export interface ChartSeries {
  name: string
  look: 'accent-area' | 'accent-steps' | 'danger-line'
  /** For the drawing. `null` where nothing is known: the line is broken there. */
  values: readonly (number | null)[]
  /** The same for reading, exact. */
  texts: readonly string[]
}

/** Something the measure is held against: a level across the chart, or a band of levels. */
interface ChartLevel {
  name: string
  from: number
  to: number
  text: string
}

export interface ChartProps {
  title: string
  /** The chart in one sentence. */
  summary: string
  /** Unix seconds, ascending. */
  times: readonly number[]
  series: readonly ChartSeries[]
  levels: readonly ChartLevel[]
  /** Things that are counted: the value axis has no marks between whole numbers. */
  isCounted?: boolean
  /** A mark of the value axis in words. */
  formatValue: (value: number) => string
}

/**
 * Measures over time as a drawing, which is loaded when a chart is first shown, with the same in one sentence and
 * as a table.
 */
export function Chart(props: ChartProps) {
  const id = useId()
  const { title, summary, series, times, levels } = props
  return (
    <figure aria-labelledby={id} className="grid min-w-0 grid-cols-1 content-start gap-2">
      <figcaption>
        <h3 id={id} className="text-base font-semibold">
          {title}
        </h3>
      </figcaption>
      {/* Until a drawing is measured anew it must not widen a page that has become narrower. */}
      <div className="h-44 min-w-0 overflow-x-clip">
        {times.length > 1 ? (
          <Drawing {...props} />
        ) : (
          <div className="flex h-full items-center justify-center border-y border-line text-sm text-ink-muted">
            Nothing to draw
          </div>
        )}
      </div>
      <Legend series={series} levels={levels} />
      <p className="text-sm text-pretty text-ink-muted tabular-nums">{summary}</p>
      <TableBehind title={title} series={series} times={times} />
    </figure>
  )
}

/** The end of the queue of drawings. */
let lastTurn = Promise.resolve()

/**
 * A drawing takes long enough to have a turn of the page for itself, anew whenever there is something new to draw:
 * several wait for each other.
 */
function Drawing(props: ChartProps) {
  const [drawing, setDrawing] = useState<ReactNode>(<Skeleton className="h-full w-full opacity-40" />)
  const [failure, setFailure] = useState<{ error: unknown } | null>(null)
  useEffect(() => {
    // The code is loaded, and the page does other work between two drawings.
    let isGone = false
    const draw = async () => {
      if (isGone) return
      try {
        const { ChartDrawing } = await import('./chart-drawing.tsx')
        startTransition(() => setDrawing(<ChartDrawing {...props} />))
      } catch (error) {
        setFailure({ error })
      }
      await new Promise((resolve) => setTimeout(resolve))
    }
    lastTurn = lastTurn.then(draw)
    return () => {
      isGone = true
    }
  }, [props])
  if (failure !== null) throw failure.error
  return drawing
}

const SWATCHES = {
  'accent-area': 'h-2.5 border-t-2 border-accent bg-accent-wash',
  'accent-steps': 'h-2.5 border-t-2 border-accent bg-accent-wash',
  'danger-line': 'h-0 border-t-2 border-dashed border-danger',
} satisfies Record<ChartSeries['look'], string>

/** Names what is drawn; a single measure is named by the title already. */
function Legend({ series, levels }: { series: readonly ChartSeries[]; levels: readonly ChartLevel[] }) {
  if (series.length + levels.length < 2) return null
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-ink-muted">
      {series.map(({ name, look }) => (
        <li key={name} className="flex items-center gap-1.5">
          <span aria-hidden className={`w-4 ${SWATCHES[look]}`} />
          {name}
        </li>
      ))}
      {levels.map(({ name, text }) => (
        <li key={name} className="flex items-center gap-1.5">
          <span aria-hidden className="h-0 w-4 border-t-2 border-dotted border-ink-muted" />
          {name} {text}
        </li>
      ))}
    </ul>
  )
}

type TableBehindProps = Pick<ChartProps, 'title' | 'series' | 'times'>

function TableBehind({ title, series, times }: TableBehindProps) {
  const [isOpen, setIsOpen] = useState(false)
  if (times.length === 0) return null
  return (
    <details onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary className="w-fit text-sm text-ink-muted underline decoration-line-strong underline-offset-4 hover:text-ink">
        {title} as a table
      </summary>
      {isOpen ? <ChartTable title={title} series={series} times={times} /> : null}
    </details>
  )
}

function ChartTable({ title, series, times }: TableBehindProps) {
  const zone = use(TimeZoneContext)
  const indexes = spreadIndexes(times.length, MOST_TABLE_ROWS)
  return (
    // Scrolls when long, so the keyboard must reach it (WCAG 2.1.1).
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region
    <div role="region" aria-label={`${title}, table`} tabIndex={0} className="mt-2 max-h-72 overflow-y-auto">
      <Table caption={title}>
        <TableHead>
          <Th>Time</Th>
          {series.map(({ name }) => (
            <Th key={name} numeric>
              {name}
            </Th>
          ))}
        </TableHead>
        <TableBody>
          {indexes.map((index) => (
            <Tr key={times[index]}>
              <Td className="whitespace-nowrap">{formatMoment(times[index] ?? 0, zone)}</Td>
              {series.map(({ name, texts }) => (
                <Td key={name} numeric label={name}>
                  {texts[index]}
                </Td>
              ))}
            </Tr>
          ))}
        </TableBody>
      </Table>
    </div>
  )
}
