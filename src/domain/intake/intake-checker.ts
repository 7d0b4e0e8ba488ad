import { INPUT_LIMITS } from '../../contract/request-line.ts'
import { joinPieces, type FileLine, LineSplitter } from '../jsonl/lines.ts'
import { decodeUtf8 } from '../jsonl/utf8.ts'
import { type FileValue, ValueSplitter } from '../jsonl/values.ts'
import { excerptAround, shorten } from './excerpt.ts'
import { BYTE_ORDER_MARK_BYTES, type FileNature, HEAD_BYTES, natureOfProse, readHead } from './file-nature.ts'
import { majorityNature } from './majority-nature.ts'
import { findNameAndSize } from './name-and-size.ts'
import { mentionsId, parse, standsAlone } from './parsed-line.ts'
import { type Place, ProblemLog } from './problem-log.ts'
import type { IntakeProgress, IntakeReport } from './report.ts'
import { RequestInspector, knownEndpoint } from './request-inspector.ts'
import { explainText } from './text-faults.ts'

/** A request has at most 10 MB; what is longer than this is not worth its memory. */
const LONGEST_LINE = 32_000_000
const BYTE_ORDER_MARK = 0xfeff
const NEWLINE = 0x0a

/** How the bytes are being read. */
type Mode =
  | { kind: 'head'; pieces: Uint8Array[]; bytes: number }
  | { kind: 'lines'; splitter: LineSplitter; lastLine: Place }
  | { kind: 'array'; splitter: ValueSplitter }
  | { kind: 'other'; nature: FileNature }

/** A request that did not end with its line. */
interface OpenRequest {
  splitter: ValueSplitter
  place: Place
  lines: number
  lastLine: number
  firstLine: string
}

interface CheckedFile {
  /** Its name, without the ending of what it was packed in. */
  name: string
  /** It was packed with gzip and is pushed unpacked. */
  isUnpacked: boolean
}

/**
 * Checks an input file chunk by chunk: every rule, every line, in bounded memory. The report does not depend on
 * where the chunks are cut.
 */
export class IntakeChecker {
  readonly #file: CheckedFile
  readonly #log = new ProblemLog()
  readonly #inspector = new RequestInspector(this.#log)
  readonly #prose: string[] = []
  #mode: Mode = { kind: 'head', pieces: [], bytes: 0 }
  #open: OpenRequest | null = null
  #bytes = 0
  #requests = 0
  /** Lines that are no JSON but look like requests. */
  #framedTexts = 0

  constructor(file: CheckedFile) {
    this.#file = file
  }

  /** Takes the next bytes of the file. */
  push(chunk: Uint8Array): void {
    this.#bytes += chunk.length
    if (this.#mode.kind !== 'head') return this.#read(chunk)
    this.#mode.pieces.push(chunk)
    this.#mode.bytes += chunk.length
    if (this.#mode.bytes >= HEAD_BYTES) this.#begin(this.#mode.pieces)
  }

  /** What is known by now. */
  progress(): IntakeProgress {
    return {
      readBytes: this.#bytes,
      nature: this.#nature(),
      requests: this.#requests,
      kinds: this.#log.kindsBySeverity(),
    }
  }

  /** Takes what is left and sums up. Call it once. */
  finish(): IntakeReport {
    if (this.#mode.kind === 'head') this.#begin(this.#mode.pieces)
    this.#readEnd()
    const nature = this.#nature()
    this.#sumUp(nature)
    const [main] = this.#inspector.endpoints().sorted()
    return {
      nature,
      bytes: this.#bytes,
      requests: this.#requests,
      faultless: this.#inspector.faultless,
      endpoint: knownEndpoint(main?.name),
      endpoints: this.#inspector.endpoints().sorted(),
      models: this.#inspector.models().sorted(),
      sizes: this.#inspector.sizes.sizes(),
      problems: this.#log.groups(),
    }
  }

  #begin(pieces: readonly Uint8Array[]): void {
    const bytes = joinPieces(pieces)
    const head = readHead(bytes.subarray(0, HEAD_BYTES))
    if (head.kind === 'other') {
      this.#mode = { kind: 'other', nature: head.nature }
      this.#log.add(head.nature, null, { hint: `It is ${head.name}.` })
      return
    }
    if (head.hasByteOrderMark) this.#log.add('byte_order_mark', { line: 1, ordinal: 1 })
    if (head.isArray) {
      const splitter = new ValueSplitter({ line: 1, opensArrays: true, longestValue: LONGEST_LINE })
      this.#mode = { kind: 'array', splitter }
      this.#log.add('json_array', null)
    } else {
      this.#mode = {
        kind: 'lines',
        splitter: new LineSplitter(LONGEST_LINE),
        lastLine: { line: 0, ordinal: 0 },
      }
    }
    this.#read(head.hasByteOrderMark ? bytes.subarray(BYTE_ORDER_MARK_BYTES) : bytes)
  }

  #read(chunk: Uint8Array): void {
    const mode = this.#mode
    if (mode.kind === 'lines') for (const line of mode.splitter.push(chunk)) this.#takeLine(line, false)
    if (mode.kind === 'array') for (const value of mode.splitter.push(chunk)) this.#takeElement(value)
  }

  #readEnd(): void {
    const mode = this.#mode
    if (mode.kind === 'lines') for (const line of mode.splitter.end()) this.#takeLine(line, true)
    if (mode.kind === 'array') for (const value of mode.splitter.end()) this.#takeElement(value)
    if (this.#open) this.#giveUp(this.#open, true)
  }

  #takeLine(line: FileLine, isLast: boolean): void {
    const place = { line: line.number, ordinal: line.ordinal }
    if (this.#mode.kind === 'lines') this.#mode.lastLine = place
    if (line.isTooLong) {
      if (this.#open) this.#giveUp(this.#open, false)
      this.#requests += 1
      return this.#log.add('line_too_long', place)
    }
    const decoded = decodeUtf8(line.bytes)
    const hasMark = decoded.text.charCodeAt(0) === BYTE_ORDER_MARK
    const text = hasMark ? decoded.text.slice(1) : decoded.text
    const parsed = parse(text)
    if (this.#open) {
      if (!standsAlone(text, parsed)) return this.#goOn(this.#open, line)
      this.#giveUp(this.#open, false)
    }
    if (hasMark) this.#log.add('byte_order_mark', place)
    if (decoded.invalidAt !== null) this.#findInvalidUtf8(text, decoded.invalidAt, place)
    if (parsed.ok) {
      this.#requests += 1
      this.#inspector.inspect(parsed.value, line.bytes.length, place, !hasMark && decoded.invalidAt === null)
      return
    }
    const fault = explainText(text)
    this.#framedTexts += mentionsId(text) ? 1 : 0
    if (fault.kind === 'cut_off_line' && !isLast && /^\s*\{/.test(text)) return this.#leaveOpen(line, text)
    if (fault.kind === 'no_json' && this.#prose.length < 2) this.#prose.push(shorten(text, 1_000))
    this.#requests += 1
    const isTruncated = fault.kind === 'cut_off_line' && isLast
    this.#findFault({ ...fault, kind: isTruncated ? 'truncated_last_line' : fault.kind }, place)
  }

  /** The request may go on in the next lines. */
  #leaveOpen(line: FileLine, firstLine: string): void {
    const splitter = new ValueSplitter({
      line: line.number,
      opensArrays: false,
      longestValue: LONGEST_LINE,
    })
    this.#open = {
      splitter,
      place: { line: line.number, ordinal: line.ordinal },
      lines: 0,
      lastLine: line.number,
      firstLine: excerptTail(firstLine),
    }
    this.#goOn(this.#open, line)
  }

  #goOn(open: OpenRequest, line: FileLine): void {
    const breaks = new Uint8Array(line.number - open.lastLine).fill(NEWLINE)
    for (const bytes of [breaks, line.bytes]) {
      for (const value of open.splitter.push(bytes)) this.#takeValue(value, open.place)
    }
    open.lines += 1
    open.lastLine = line.number
    if (!open.splitter.isInside) this.#open = null
  }

  /** Nothing that follows belongs to the open request. */
  #giveUp(open: OpenRequest, isEnd: boolean): void {
    this.#open = null
    this.#requests += 1
    const isFileCut = isEnd && (open.lines === 1 || this.#log.countOf('several_lines') > 0)
    const { length } = open.firstLine
    this.#log.add(isFileCut ? 'truncated_last_line' : 'cut_off_line', open.place, {
      excerpt: excerptAround(open.firstLine, length, 0),
    })
  }

  /** An object that began on one line and ended on another. */
  #takeValue(value: FileValue, place: Place): void {
    const first = { line: value.line, ordinal: place.ordinal }
    const { text } = decodeUtf8(value.bytes)
    const fault = parse(text).ok ? null : explainText(text)
    if (fault?.kind !== 'line_break_in_text') this.#log.add('several_lines', first)
    this.#inspectValue(value, first, false)
  }

  /** An element of the array that the file is. */
  #takeElement(value: FileValue): void {
    this.#inspectValue(value, { line: value.line, ordinal: this.#requests + 1 }, true)
  }

  #inspectValue(value: FileValue, place: Place, isFaultless: boolean): void {
    this.#requests += 1
    if (value.isTooLong) return this.#log.add('line_too_long', place)
    const { text, invalidAt } = decodeUtf8(value.bytes)
    if (invalidAt !== null) this.#findInvalidUtf8(text, invalidAt, place)
    const parsed = parse(text)
    if (parsed.ok) {
      return this.#inspector.inspect(
        parsed.value,
        value.bytes.length,
        place,
        isFaultless && invalidAt === null,
      )
    }
    const fault = explainText(text)
    this.#findFault({ ...fault, kind: value.isComplete ? fault.kind : 'truncated_last_line' }, place)
  }

  #findInvalidUtf8(text: string, at: number, place: Place): void {
    this.#log.add('invalid_utf8', place, { column: at + 1, excerpt: excerptAround(text, at) })
  }

  #findFault({ kind, linesBefore, column, excerpt }: ReturnType<typeof explainText>, place: Place): void {
    const isOnFirstLine = linesBefore === 0
    this.#log.add(
      kind,
      isOnFirstLine ? place : { ...place, line: place.line + linesBefore },
      column === null ? { excerpt } : { column, excerpt },
    )
  }

  #nature(): FileNature {
    if (this.#mode.kind === 'other') return this.#mode.nature
    if (this.#requests === 0) return 'empty'
    if (this.#log.countOf('no_json') === this.#requests) return natureOfProse(this.#prose)
    const framed = this.#inspector.framed + this.#framedTexts
    if (this.#mode.kind === 'array' && framed > 0) return 'json_array'
    return majorityNature(this.#log, this.#requests, framed)
  }

  /** Adds what concerns the file as a whole. */
  #sumUp(nature: FileNature): void {
    const log = this.#log
    this.#inspector.finish()
    findNameAndSize(this.#file.name, this.#bytes, (kind, evidence) => log.add(kind, null, evidence))
    if (this.#file.isUnpacked) log.add('unpacked', null)
    if (nature === 'empty' && this.#bytes > 0) log.add('empty_file', null)
    if (nature === 'table' || nature === 'markup' || nature === 'prose') {
      log.drop('no_json')
      log.add(nature, null, { excerpt: excerptAround(this.#prose[0] ?? '', 0, 60) })
      this.#requests = 0
    }
    if (this.#requests > INPUT_LIMITS.requests) {
      log.add('too_many_requests', null, { hint: `${this.#requests.toLocaleString('en')} requests` })
    }
    if (this.#mode.kind !== 'lines') return
    const { line, ordinal } = this.#mode.lastLine
    if (line > ordinal)
      log.addGroup('blank_lines', { count: line - ordinal, lines: line - ordinal, samples: [] })
  }
}

/** The end of a text, enough to show where it breaks off. */
function excerptTail(text: string): string {
  return shorten(text.slice(-80))
}
