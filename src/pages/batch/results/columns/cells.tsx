import { RotateCcw } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { formatUsd } from '~/domain/money'
import { oneLine } from '~/domain/results/one-line'
import type { Outcome } from '~/domain/results/outcome'
import {
  type ColumnKey,
  fieldOfColumn,
  leadingField,
  placeOfAnswer,
  type RowColumn,
} from '~/domain/results/row-columns'
import { rowCost, unknownCostWords } from '~/domain/results/row-cost'
import type { PriceOf } from '~/domain/series/costs'
import { formatCount } from '~/lib/format'
import type { RowSummary } from '~/results/row-reader'
import { classNames } from '~/ui/class-names'
import { ExactTime } from '~/ui/time'
import { OutcomeMark } from '../../../shared/rows/outcome-mark'
import { LaterOutcome } from '../../attempts/later-outcome'
import type { LaterLine } from '../../attempts/use-later-rows'
import { tookWords } from '../took-words'
import { IN_PLACE, keptInPlace, placeStyle } from './column-facts'

/** A row and what its cells are drawn from. */
export interface CellRow {
  row: RowSummary
  /** The fields that `row.fields` holds, in their order. */
  fields: readonly string[]
  /** What came of it in a later attempt; `null` where this batch counts. */
  later: LaterLine | null
  priceOf: PriceOf
}

export interface RowLinkProps {
  to: { search: string }
  tabIndex: 0 | -1
  replace: boolean
}

/** The cells of a row; the first one holds the link that opens it. */
export function RowCells({
  columns,
  link,
  ...rest
}: CellRow & { columns: readonly RowColumn[]; link: RowLinkProps }) {
  const { from, to } = hasFieldsShown(rest) ? NOWHERE : placeOfAnswer(columns)
  const leading = leadingField(columns, (field) => valueOf(field, rest) !== '')
  const places = keptInPlace(columns)
  return columns.map(({ key, isNumber }, index) => {
    if (index > from && index < to) return null
    const isAcross = index === from && to > from
    const place = placeStyle(places[index], index)
    return (
      <span
        key={key}
        role="gridcell"
        aria-colindex={index + 1}
        aria-colspan={isAcross ? to - from : undefined}
        data-searched={searchedIn(key, rest.later)}
        dir="auto"
        style={isAcross ? { gridColumn: `span ${to - from}` } : place}
        className={classNames(
          place === undefined ? 'truncate' : IN_PLACE,
          isAcross ? 'text-ink-muted' : isNumber && 'text-right text-sm tabular-nums',
          LOOKS[key] ?? 'tabular-nums',
        )}
      >
        {index > 0 ? null : (
          <RowLink {...link} isInPlace={place !== undefined} row={rest.row.row} later={rest.later}>
            {key === 'row' ? formatCount(rest.row.row + 1) : null}
          </RowLink>
        )}
        {key === 'row' && index === 0 ? null : place === undefined ? (
          <Content column={isAcross ? 'answer' : key} leading={leading} {...rest} />
        ) : (
          <span className="min-w-0 grow truncate">
            <Content column={key} leading={leading} {...rest} />
          </span>
        )}
      </span>
    )
  })
}

const NOWHERE = { from: 0, to: 0 }

/** Whether some column shows a field of the answer, or there is no answer to show. */
function hasFieldsShown({ row, later }: CellRow): boolean {
  const line = later?.line ?? row
  return line.answer === '' || line.fields.some((value) => value !== '')
}

/** What a search has looked in when it finds something in a column. */
function searchedIn(key: ColumnKey, later: LaterLine | null): 'id' | 'request' | 'answer' | undefined {
  if (key === 'custom_id') return 'id'
  if (key === 'request') return key
  const isAnswer = key === 'answer' || fieldOfColumn(key) !== null
  return isAnswer && isOwn(later) ? 'answer' : undefined
}

/** Whether the answer that is shown is the one of this batch. */
function isOwn(later: LaterLine | null): boolean {
  return later === null || later.line === null
}

const LOOKS: Partial<Record<ColumnKey, string>> = {
  row: 'text-ink-muted',
  custom_id: 'font-mono text-xs',
  outcome: 'text-sm',
  request: 'text-ink-muted',
  answer: '',
  model: 'text-sm text-ink-muted',
  tokens_in: 'text-ink-muted',
  tokens_cached: 'text-ink-muted',
  time: 'text-sm tabular-nums',
}

/** What the answer that is shown has in a field. */
function valueOf(field: string, { row, fields, later }: Omit<CellRow, 'priceOf'>): string {
  return (later?.line ?? row).fields[fields.indexOf(field)] ?? ''
}

interface ContentProps extends CellRow {
  column: ColumnKey
  /** The field that tells where the answer is from. */
  leading: ColumnKey | null
}

function Content({ column, leading, ...cell }: ContentProps): ReactNode {
  const { row, later, priceOf } = cell
  switch (column) {
    case 'row':
      return formatCount(row.row + 1)
    case 'custom_id':
      return <span title={row.customId.slice(0, 300)}>{row.customId.slice(0, 300)}</span>
    case 'outcome':
      return <RowOutcome row={row} later={later} />
    case 'request':
      return row.request
    case 'answer':
      return <AnswerText text={(later?.line ?? row).answer} later={later} />
    case 'model':
      return <ModelName name={oneLine(row.model, 200)} />
    case 'tokens_in':
      return row.isCounted ? formatCount(row.tokensIn) : null
    case 'tokens_out':
      return row.isCounted ? formatCount(row.tokensOut) : null
    case 'tokens_cached':
      return row.isCounted ? formatCount(row.tokensCached) : null
    case 'cost':
      return <Cost row={row} priceOf={priceOf} />
    case 'time':
      return row.answeredAt === null ? null : <ExactTime seconds={row.answeredAt} />
    case 'took':
      return row.durationMs === null ? null : tookWords(row.durationMs)
    default: {
      const text = valueOf(fieldOfColumn(column) ?? '', cell)
      return <AnswerText text={text} later={column === leading ? later : null} />
    }
  }
}

function RowOutcome({ row, later }: Pick<CellRow, 'row' | 'later'>) {
  return later === null ? (
    <OutcomeMark outcome={row.outcome} />
  ) : (
    <LaterOutcome first={row.outcome} later={later.outcome} />
  )
}

/** An answer on one line, marked where it is of a later attempt. Its writing decides the direction of the cell. */
function AnswerText({ text, later }: { text: string; later: LaterLine | null }) {
  if (later === null || isOwn(later)) return text
  return (
    <>
      <RotateCcw aria-hidden className="me-1.5 inline size-3 -translate-y-px text-accent" strokeWidth={2} />
      {text}
      <span className="sr-only"> (from {later.title})</span>
    </>
  )
}

function ModelName({ name }: { name: string }) {
  return <span title={name}>{name}</span>
}

/** Rows with these outcomes have no answer that could cost something. */
const UNANSWERED = new Set<Outcome>(['failed', 'pending', 'cancelled', 'missing'])

function Cost({ row, priceOf }: Pick<CellRow, 'row' | 'priceOf'>) {
  if (UNANSWERED.has(row.outcome)) return null
  const usage = row.isCounted ? { input: row.tokensIn, output: row.tokensOut } : null
  const cost = rowCost(usage, priceOf(row.model))
  if (cost.kind === 'known') return formatUsd(cost.cost)
  const why = unknownCostWords(cost.why, oneLine(row.model, 200))
  return (
    <span title={why} className="text-ink-muted">
      –<span className="sr-only"> {why}</span>
    </span>
  )
}

/** A row of two lines, for narrow places. */
export function CompactCells({
  row,
  fields,
  later,
  link,
}: Omit<CellRow, 'priceOf'> & { link: RowLinkProps }) {
  const line = later?.line ?? row
  const values = fields.flatMap((field, index) => {
    const value = line.fields[index] ?? ''
    return value === '' ? [] : [`${field}: ${value}`]
  })
  // What was found is shown, wherever it stands.
  const shows = row.foundIn ?? (values.length > 0 || line.answer !== '' ? 'answer' : 'request')
  const answer = values.length > 0 && row.foundIn === null ? values.join(' · ') : line.answer
  return (
    <>
      <span role="gridcell" className="text-right text-sm text-ink-muted tabular-nums">
        <RowLink {...link} row={row.row} later={later}>
          {formatCount(row.row + 1)}
        </RowLink>
      </span>
      <span
        role="gridcell"
        data-searched="id"
        dir="auto"
        className="truncate font-mono text-xs"
        title={row.customId.slice(0, 300)}
      >
        {row.customId.slice(0, 300)}
      </span>
      <span role="gridcell" className="text-sm">
        <RowOutcome row={row} later={later} />
      </span>
      <span
        role="gridcell"
        data-searched={shows === 'answer' && !isOwn(later) ? undefined : shows}
        dir="auto"
        className="col-span-full truncate text-sm text-ink-muted"
      >
        {shows === 'answer' ? <AnswerText text={answer} later={later} /> : row.request}
      </span>
    </>
  )
}

/**
 * The link lies over the whole row, so that a click anywhere opens it; in a cell that stays while others scroll, over all of
 * the row that can be seen.
 */
function RowLink({
  row,
  later,
  isInPlace = false,
  children,
  ...link
}: RowLinkProps & { row: number; later: LaterLine | null; isInPlace?: boolean; children: ReactNode }) {
  return (
    <Link
      {...link}
      data-row-link=""
      data-row={row}
      preventScrollReset
      aria-label={`Row ${formatCount(row + 1)}`}
      title={later === null ? undefined : `Tried again in ${later.title}`}
      className={classNames(
        'text-ink-muted no-underline outline-none group-hover/row:text-accent after:absolute focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent',
        isInPlace ? 'min-w-0 grow after:inset-y-0 after:-left-2 after:w-[100cqw]' : 'after:inset-0',
      )}
    >
      {children}
    </Link>
  )
}
