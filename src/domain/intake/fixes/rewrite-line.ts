import { isDeeperThan, MOST_LEVELS } from '../../jsonl/depth.ts'
import { isObject } from '../../jsonl/request-rules.ts'
import type { IdIndex } from '../id-index.ts'
import { knownEndpoint } from '../frame-rules.ts'
import { type CheckedLine, checkLine } from '../line-rules.ts'
import { parse } from '../parsed-line.ts'
import type { ProblemKind } from '../problem-kinds.ts'
import type { ChangePlan, PlannedEdit, PlannedFix } from './change-plan.ts'
import type { FixContext } from './changes.ts'
import { readExact, writeExact } from './exact-json.ts'
import type { IdMaker } from './id-maker.ts'
import { type Line, LINE_FIXES, withModel, withParameter } from './line-fixes.ts'
import type { SourceLine } from './source-lines.ts'

interface RewriteOptions {
  plan: ChangePlan
  context: FixContext
  /** Ids of the lines before, in the order of the file. */
  seen: IdIndex
  ids: IdMaker
}

/** What becomes of a line. */
export interface RewrittenLine {
  /** The changes that touched it, by their place among all. */
  applied: number[]
  isDropped: boolean
  bytes: Uint8Array
  value: unknown
  /** Its fields changed, not only its text. */
  isFieldChange: boolean
}

/** Kinds of problems of a line, each with the paths where it was found. */
type Found = Map<ProblemKind, string[]>

const encoder = new TextEncoder()

/** Carries out all changes on one line. A fix touches only lines on which the check finds its problem. */
export function rewriteLine(source: SourceLine, options: RewriteOptions): RewrittenLine {
  const { plan, context, seen } = options
  const applied = source.mended.flatMap((kind) => plan.textFixOf(kind) ?? [])
  const found: Found = new Map(source.kinds.map((kind) => [kind, []]))
  const state = new LineState(source, options, applied)
  let checked = state.find(found)
  if (state.run(plan.makers, found)) checked = state.find(found)
  const model = checked?.model
  if (model && context.knownModels.length > 0 && !context.knownModels.includes(model)) {
    found.set('unknown_model', ['body.model'])
  }
  const dropping = [...found.keys()].flatMap((kind) => plan.dropOf(kind) ?? [])
  if (dropping.length > 0) return state.dropped(dropping.slice(0, 1))
  // Only now: a line that goes away does not make a later one with the same id a duplicate.
  const id = checked?.customId
  if (typeof id === 'string' && id !== '' && seen.add(id, source.place) !== null) {
    found.set('duplicate_custom_id', ['custom_id'])
    const index = plan.dropOf('duplicate_custom_id')
    if (index !== null) return state.dropped([index])
  }
  state.run(plan.fixes, found)
  state.edit(plan.edits)
  const { keptEndpoint } = plan
  if (keptEndpoint && state.callsOther(keptEndpoint.endpoint)) return state.dropped([keptEndpoint.index])
  return state.written()
}

/** A line while changes are carried out on it. */
class LineState {
  readonly #source: SourceLine
  readonly #options: RewriteOptions
  readonly #applied: number[]
  #isExact = false
  #isChanged = false
  /** The line's object, `null` while it is none. */
  line: Line | null

  constructor(source: SourceLine, options: RewriteOptions, applied: number[]) {
    this.#source = source
    this.#options = options
    this.#applied = applied
    this.line = isObject(source.value) ? source.value : null
  }

  /** Adds the problems of the line as it is now. @returns what it is, `null` when it is no request */
  find(found: Found): CheckedLine | null {
    const value = this.line ?? this.#source.value
    if (value === undefined) return null
    return checkLine(value, this.#source.bytes.length, (kind, evidence) => {
      const paths = found.get(kind) ?? []
      if (evidence?.path !== undefined) paths.push(evidence.path)
      found.set(kind, paths)
    })
  }

  /** @returns whether any of the fixes changed the line */
  run(fixes: readonly PlannedFix[], found: Found): boolean {
    let didChange = false
    for (const { index, kind, fix, value } of fixes) {
      const paths = found.get(kind)
      if (!paths || !this.#prepare()) continue
      const { ids, context } = this.#options
      const { place } = this.#source
      const run = { kind, paths, value, place, ids, endpoint: context.endpoint }
      didChange = this.#take(LINE_FIXES[fix](this.line ?? {}, run), index) || didChange
    }
    return didChange
  }

  edit(edits: readonly PlannedEdit[]): void {
    for (const { index, change } of edits) {
      if (!this.#prepare() || !this.line) continue
      this.#take(
        change.type === 'set_model'
          ? withModel(this.line, change.model)
          : withParameter(this.line, change.name, parameterValue(change.json)),
        index,
      )
    }
  }

  /** Whether the line calls an endpoint, and another one than this. */
  callsOther(endpoint: string): boolean {
    const url = this.line?.['url']
    return typeof url === 'string' && url !== endpoint && knownEndpoint(url) !== null
  }

  dropped(indices: number[]): RewrittenLine {
    return { applied: indices, isDropped: true, bytes: this.#source.bytes, value: null, isFieldChange: false }
  }

  written(): RewrittenLine {
    const { bytes } = this.#source
    return {
      applied: this.#applied,
      isDropped: false,
      bytes: this.#isChanged ? encoder.encode(writeExact(this.line)) : bytes,
      value: this.line,
      isFieldChange: this.#isChanged,
    }
  }

  #take(changed: Line | null, index: number): boolean {
    if (!changed) return false
    this.line = changed
    this.#isChanged = true
    this.#applied.push(index)
    return true
  }

  /** Makes sure that the line can be written anew without loss. */
  #prepare(): boolean {
    if (!this.line || this.#source.isFrozen) return false
    if (this.#isExact) return true
    if (isDeeperThan(this.line, MOST_LEVELS)) return false
    const exact = readExact(this.#source.text, this.line)
    if (!exact || !isObject(exact.value)) return false
    this.line = exact.value
    this.#isExact = true
    return true
  }
}

/** The value of a parameter, `undefined` to remove it. */
function parameterValue(json: string | null): unknown {
  const parsed = json === null ? null : parse(json)
  if (json === null || !parsed?.ok) return undefined
  return readExact(json, parsed.value)?.value
}
