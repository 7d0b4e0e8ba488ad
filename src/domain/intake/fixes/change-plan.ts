import type { ProblemKind } from '../problem-kinds.ts'
import type { Change, FixId } from './changes.ts'
import type { LineFixId } from './line-fixes.ts'

/** A fix of the fields of a line, with its place among the changes. */
export interface PlannedFix {
  index: number
  kind: ProblemKind
  fix: LineFixId
  value: string | null
}

/** A change of all lines, with its place among the changes. */
export interface PlannedEdit {
  index: number
  change: Extract<Change, { type: 'set_model' | 'set_parameter' }>
}

/** How a fix works: on the text of a line, on its fields in this order, or on the file. */
const ORDER = {
  layout: 'file',
  rename: 'file',
  windows_1252: 'text',
  repair: 'text',
  drop: 'drop',
  keep_endpoint: 'drop',
  wrap: 1,
  body: 2,
  ids: 3,
  method: 4,
  endpoint: 5,
  model: 6,
  roles: 7,
  numbers: 8,
  remove: 9,
  extra_fields: 10,
  whole_characters: 11,
} as const satisfies Record<FixId, 'file' | 'text' | 'drop' | number>

/** These make a request of what was none, so that its own problems show only afterwards. */
const MAKES_REQUESTS = new Set<FixId>(['wrap', 'body'])

/** Changes sorted by how they are carried out. */
export class ChangePlan {
  /** Kinds whose lines have their text changed. */
  readonly textFixes: ReadonlySet<ProblemKind>
  /** Fixes that make a request of a line. */
  readonly makers: readonly PlannedFix[]
  /** All other fixes of fields, in the order in which they are carried out. */
  readonly fixes: readonly PlannedFix[]
  readonly edits: readonly PlannedEdit[]
  /** Keeps the requests of one endpoint only. */
  readonly keptEndpoint: { index: number; endpoint: string } | null
  readonly #indexOf = new Map<string, number>()
  readonly #sample: Extract<Change, { type: 'sample' }> | null

  constructor(changes: readonly Change[]) {
    const fixes = changes.flatMap((change, index) => (change.type === 'fix' ? [{ ...change, index }] : []))
    const fields = fixes.flatMap(({ fix, ...rest }) => (isOfFields(fix) ? [{ ...rest, fix }] : []))
    fields.sort((one, other) => ORDER[one.fix] - ORDER[other.fix])
    this.textFixes = new Set(fixes.flatMap(({ fix, kind }) => (ORDER[fix] === 'text' ? [kind] : [])))
    this.makers = fields.filter(({ fix }) => MAKES_REQUESTS.has(fix))
    this.fixes = fields.filter(({ fix }) => !MAKES_REQUESTS.has(fix))
    this.edits = changes.flatMap((change, index) =>
      change.type === 'set_model' || change.type === 'set_parameter' ? [{ index, change }] : [],
    )
    const kept = fixes.find(({ fix }) => fix === 'keep_endpoint')
    this.keptEndpoint = kept && kept.value !== null ? { index: kept.index, endpoint: kept.value } : null
    this.#sample = changes.find((change) => change.type === 'sample') ?? null
    for (const { fix, kind, index } of fixes) this.#indexOf.set(`${ORDER[fix]} ${kind}`, index)
  }

  /** The change that takes out lines with a kind of problem. */
  dropOf(kind: ProblemKind): number | null {
    return this.#indexOf.get(`drop ${kind}`) ?? null
  }

  /** The change that mends the text of lines with a kind of problem. */
  textFixOf(kind: ProblemKind): number | null {
    return this.#indexOf.get(`text ${kind}`) ?? null
  }

  /** The change of the file's layout or name that a kind of problem asks for. */
  fileFixOf(kind: ProblemKind): number | null {
    return this.#indexOf.get(`file ${kind}`) ?? null
  }

  /** Whether a request is kept, evenly spread over the file. @param position from 1 */
  isInSample(position: number): boolean {
    if (!this.#sample) return true
    const { rows, of } = this.#sample
    return Math.floor((position * rows) / of) > Math.floor(((position - 1) * rows) / of)
  }
}

function isOfFields(fix: FixId): fix is LineFixId {
  return typeof ORDER[fix] === 'number'
}
