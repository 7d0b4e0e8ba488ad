import { type Frame, Framer, type RequestFrame, type BrokenFrame } from '../framer.ts'
import { IdIndex, MOST_IDS } from '../id-index.ts'
import { kindOfCut } from '../text-faults.ts'
import type { ProblemKind } from '../problem-kinds.ts'
import type { Change, Example, FixContext, RewriteOutcome } from './changes.ts'
import { ChangePlan } from './change-plan.ts'
import { droppedDifference, fieldDifferences, textDifference } from './differences.ts'
import { IdMaker } from './id-maker.ts'
import { type RewrittenLine, rewriteLine } from './rewrite-line.ts'
import { type SourceLine, sourceLinesOf } from './source-lines.ts'
import { Utf8Input } from './utf8-input.ts'

const MOST_EXAMPLES = 5
const LINE_END = new Uint8Array([0x0a])

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

interface RewriterOptions {
  changes: readonly Change[]
  context: FixContext
  /** All ids of the file, from `IdCollector`; needed where a change makes ids. */
  ids: IdIndex
  /** Takes the next bytes of the new file. They hold only until it returns. */
  write: (bytes: Uint8Array) => void
  /** Takes the next bytes of what is taken out, as they stand in the file, one request after the other. */
  drop: (bytes: Uint8Array) => void
}

/**
 * Reads a file chunk by chunk and writes it anew with changes: one request a line, lines that no change concerns byte
 * for byte, others with nothing else touched. What comes out does not depend on where the chunks are cut.
 */
export class Rewriter {
  readonly #options: RewriterOptions
  readonly #plan: ChangePlan
  readonly #framer = new Framer((frame) => this.#take(frame))
  readonly #input = new Utf8Input((bytes) => this.#framer.push(bytes))
  readonly #seen = new IdIndex(MOST_IDS)
  readonly #makeIds: IdMaker
  #requests = 0
  #hasSeveralLines = false
  /** What came of the changes so far. */
  readonly outcome: RewriteOutcome

  constructor(options: RewriterOptions) {
    this.#options = options
    this.#plan = new ChangePlan(options.changes)
    this.#makeIds = new IdMaker(options.ids)
    this.outcome = {
      counts: options.changes.map(() => 0),
      relaid: 0,
      dropped: 0,
      endless: 0,
      leftOut: 0,
      examples: [],
    }
  }

  /** Takes the next bytes of the file. */
  push(chunk: Uint8Array): void {
    this.#input.push(chunk)
  }

  /** Takes what is left. Call it once. */
  finish(): RewriteOutcome {
    this.#input.finish()
    this.#framer.finish()
    this.#countLayout('blank_lines', this.#framer.blankLines)
    return this.outcome
  }

  #take(frame: Frame): void {
    if (frame.kind === 'head') {
      if (frame.head.kind === 'other' || !frame.head.hasByteOrderMark) return
      this.outcome.relaid += 1
      this.#countLayout('byte_order_mark')
      return
    }
    this.#requests += 1
    if (!this.#plan.isInSample(this.#requests)) {
      this.outcome.leftOut += 1
      return
    }
    if (frame.kind === 'request') this.#takeRequest(frame)
    else this.#takeBroken(frame)
  }

  #takeRequest(frame: RequestFrame): void {
    for (const source of sourceLinesOf(frame, this.#plan)) this.#takeLine(source)
  }

  #takeLine(source: SourceLine): void {
    this.#hasSeveralLines ||= source.kinds.includes('several_lines')
    const { context } = this.#options
    const line = rewriteLine(source, {
      plan: this.#plan,
      context,
      seen: this.#seen,
      ids: this.#makeIds,
    })
    for (const index of line.applied) this.#count(index)
    if (line.isDropped) return this.#drop(source.place.line, source.own, source.text)
    for (const kind of source.kinds) this.#countLayout(kind)
    if (this.#input.isWide) this.#countLayout('utf_16')
    if (source.isRelaid) this.outcome.relaid += 1
    this.#write(line.bytes)
    if (source.isRelaid || line.applied.length > 0) this.#show(source, line)
  }

  /** A request that is not whole can only be copied or taken out. */
  #takeBroken(frame: BrokenFrame): void {
    const kind: ProblemKind =
      frame.kind === 'too_long' ? 'line_too_long' : kindOfCut(frame, this.#hasSeveralLines)
    const index = this.#plan.dropOf(kind)
    if (index !== null) this.#count(index)
    if (frame.kind === 'too_long' || frame.isTooLong) {
      this.outcome.endless += 1
      return
    }
    if (index !== null) {
      this.#drop(frame.place.line, frame.lines, frame.firstLine)
    } else {
      for (const line of frame.lines) this.#write(line)
    }
  }

  #count(index: number, by = 1): void {
    this.outcome.counts[index] = (this.outcome.counts[index] ?? 0) + by
  }

  /** A new file is laid out anew in any case; what was asked for is counted. */
  #countLayout(kind: ProblemKind, by = 1): void {
    const index = this.#plan.fileFixOf(kind)
    if (index !== null) this.#count(index, by)
  }

  #write(line: Uint8Array): void {
    this.#options.write(line)
    this.#options.write(LINE_END)
  }

  #drop(line: number, original: Uint8Array | readonly Uint8Array[], text: string): void {
    this.outcome.dropped += 1
    for (const bytes of original instanceof Uint8Array ? [original] : original) {
      this.#options.drop(bytes)
      this.#options.drop(LINE_END)
    }
    this.#addExample({ line, differences: [droppedDifference(text)] })
  }

  #show(
    { place, original, value: before }: SourceLine,
    { bytes, value, isFieldChange }: RewrittenLine,
  ): void {
    if (this.outcome.examples.length >= MOST_EXAMPLES) return
    const differences = isFieldChange
      ? fieldDifferences(before, value)
      : [textDifference(decoder.decode(original), decoder.decode(bytes))]
    this.#addExample({ line: place.line, differences })
  }

  #addExample(example: Example): void {
    if (this.outcome.examples.length < MOST_EXAMPLES) this.outcome.examples.push(example)
  }
}
