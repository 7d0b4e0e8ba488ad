/** What is known of every row and can be a column of the list, in the order it stands there. */
const ROW_FACTS = [
  'row',
  'custom_id',
  'outcome',
  'request',
  'answer',
  'model',
  'tokens_in',
  'tokens_out',
  'tokens_cached',
  'cost',
  'time',
  'took',
] as const

export type RowFact = (typeof ROW_FACTS)[number]

/** Names a column: a fact, or a field of structured answers as `answerFields` names it. */
export type ColumnKey = RowFact | `field:${string}`

/**
 * What a person has decided about columns, and nothing else: whatever is not in here follows the batch. It holds for
 * every batch of this browser, fields by their names, so that the next batch of the same kind looks like the last.
 */
export interface ColumnChoice {
  shown: Readonly<Record<string, boolean>>
  /** Columns in the order they were moved into; empty for the usual one. */
  order: readonly string[]
  /** Widths in pixels of the columns that were sized. */
  widths: Readonly<Record<string, number>>
}

export const NO_CHOICE: ColumnChoice = { shown: {}, order: [], widths: {} }

/** What the answers of a batch look like. */
export interface AnswerShape {
  /** Fields of structured answers. */
  fields: readonly string[]
  /** Most answers are JSON objects, or are asked to be. */
  isStructured: boolean
  /** Fields whose values are all numbers. */
  numbers: readonly string[]
}

/** A column there can be, and whether it is shown. */
export interface RowColumn {
  key: ColumnKey
  isShown: boolean
  /** It cannot be left out: nothing else shows what it does. */
  isNeeded: boolean
  /** It holds figures, which stand at its right. */
  isNumber: boolean
  /** Pixels where the person has sized it, else `null`. */
  width: number | null
}

/** What can be done to the columns. `move` goes past the next shown column. */
export type ColumnChange =
  | { kind: 'toggle'; key: ColumnKey }
  | { kind: 'move'; key: ColumnKey; by: -1 | 1 }
  /** In pixels; `null` for the usual width again. */
  | { kind: 'size'; key: ColumnKey; width: number | null }
  | { kind: 'reset' }

export const NARROWEST = 48
export const WIDEST = 1200

/** Fields that stand in the list by themselves: more would leave no room for any. */
const USUAL_FIELDS = 4
/** What is shown of every row, and what gives way to fields. */
const USUAL_FACTS = new Set<ColumnKey>(['row', 'custom_id', 'outcome', 'request', 'cost'])
const GIVING_WAY = new Set<ColumnKey>(['tokens_in', 'tokens_out'])
const NUMBERS = ['row', 'tokens_in', 'tokens_out', 'tokens_cached', 'cost', 'took'] satisfies RowFact[]
/** More than anybody has moved or hidden; a stored choice must not grow for ever. */
const MOST_KEPT = 400

/** The column of a field. */
function fieldKey(path: string): ColumnKey {
  return `field:${path}`
}

/** The field of a column, `null` for one that every row has. */
export function fieldOfColumn(key: ColumnKey): string | null {
  return key.startsWith('field:') ? key.slice('field:'.length) : null
}

/** Whether a column is of every row, not of a field. */
export function isFact(key: ColumnKey): key is RowFact {
  return fieldOfColumn(key) === null
}

/**
 * The columns there can be, in their order: as the person chose, else as the answers suggest. The answer can be left out
 * only where fields stand in its place: a list of answers must not be without them because another one was.
 */
export function rowColumns(shape: AnswerShape, choice: ColumnChoice): RowColumn[] {
  const usual = usualOrder(shape)
  const fields = shape.fields.map(fieldKey)
  const usualFields = new Set(shape.isStructured ? fields.slice(0, USUAL_FIELDS) : [])
  const isUsual = (key: ColumnKey) =>
    USUAL_FACTS.has(key) || usualFields.has(key) || (usualFields.size === 0 && GIVING_WAY.has(key))
  const isChosen = (key: ColumnKey) => choice.shown[key] ?? isUsual(key)
  const numbers = new Set<ColumnKey>([...NUMBERS, ...shape.numbers.map(fieldKey)])
  const isReplaced = shape.isStructured && fields.some(isChosen)
  return inOrder(usual, choice.order).map((key) => ({
    key,
    isShown: isChosen(key) || (key === 'answer' && !isReplaced),
    isNeeded: key === 'answer' && !isReplaced,
    isNumber: numbers.has(key),
    width: choice.widths[key] ?? null,
  }))
}

/**
 * Where an answer is written that has none of the fields shown, such as why a row failed: over the first columns of fields
 * that follow each other, where the answer has no column of its own.
 * @param columns the ones that are shown
 * @returns indexes: the first, and the one behind the last; both the same for nowhere
 */
export function placeOfAnswer(columns: readonly RowColumn[]): { from: number; to: number } {
  const isField = ({ key }: RowColumn) => !isFact(key)
  const from = columns.some(({ key }) => key === 'answer') ? -1 : columns.findIndex(isField)
  if (from === -1) return { from: 0, to: 0 }
  const others = columns.slice(from).findIndex((column) => !isField(column))
  return { from, to: others === -1 ? columns.length : from + others }
}

/**
 * The field that stands for a whole answer, where the answer has no column of its own: the first one with a value.
 * @param columns the ones that are shown
 * @param hasValue tells it of a field of the row
 */
export function leadingField(
  columns: readonly RowColumn[],
  hasValue: (field: string) => boolean,
): ColumnKey | null {
  if (columns.some(({ key }) => key === 'answer')) return null
  const isLeading = ({ key }: RowColumn) => !isFact(key) && hasValue(fieldOfColumn(key) ?? '')
  return columns.find(isLeading)?.key ?? null
}

/** The choice after a change. @param columns as they are now */
export function changeColumns(
  choice: ColumnChoice,
  change: ColumnChange,
  columns: readonly RowColumn[],
): ColumnChoice {
  switch (change.kind) {
    case 'reset':
      return NO_CHOICE
    case 'toggle': {
      const { key } = change
      const column = columns.find((one) => one.key === key)
      if (column?.isNeeded === true) return choice
      const isShown = column?.isShown ?? false
      return { ...choice, shown: newest({ ...choice.shown, [key]: !isShown }, key) }
    }
    case 'size': {
      const { [change.key]: _before, ...others } = choice.widths
      const { width } = change
      return {
        ...choice,
        widths: width === null ? others : newest({ ...others, [change.key]: clamped(width) }, change.key),
      }
    }
    case 'move':
      return { ...choice, order: moved(choice.order, change, columns) }
  }
}

function clamped(width: number): number {
  return Math.round(Math.min(WIDEST, Math.max(NARROWEST, width)))
}

/** Fields stand where the answer would, before it. */
function usualOrder({ fields }: AnswerShape): ColumnKey[] {
  return ROW_FACTS.flatMap((fact): ColumnKey[] =>
    fact === 'answer' ? [...fields.map(fieldKey), fact] : [fact],
  )
}

/** Columns that nobody has moved stand behind the ones they usually follow. */
function inOrder(usual: readonly ColumnKey[], order: readonly string[]): ColumnKey[] {
  const result = order.flatMap((name) => usual.find((key) => key === name) ?? [])
  const placed = new Set(result)
  usual.forEach((key, index) => {
    if (placed.has(key)) return
    const before = usual[index - 1]
    result.splice(before === undefined ? 0 : result.indexOf(before) + 1, 0, key)
  })
  return result
}

function moved(
  before: readonly string[],
  { key, by }: Extract<ColumnChange, { kind: 'move' }>,
  columns: readonly RowColumn[],
): readonly string[] {
  const shown = columns.filter(({ isShown }) => isShown).map((column) => column.key)
  const at = shown.indexOf(key)
  const other = shown[at + by]
  if (at === -1 || other === undefined) return before
  const order = shown.with(at, other).with(at + by, key)
  // Columns of other batches keep what was decided about them.
  const here = new Set<string>(columns.map((column) => column.key))
  return [...order, ...before.filter((name) => !here.has(name))].slice(0, MOST_KEPT)
}

/** Forgets the oldest decisions where there are too many. @param key stays, as the newest */
function newest<Value>(decisions: Record<string, Value>, key: string): Record<string, Value> {
  const { [key]: value, ...others } = decisions
  const kept = Object.entries(others).slice(1 - MOST_KEPT)
  return value === undefined ? others : { ...Object.fromEntries(kept), [key]: value }
}
