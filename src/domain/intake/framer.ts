import { type FileLine, joinPieces, LineSplitter } from '../jsonl/lines.ts'
import { decodeUtf8 } from '../jsonl/utf8.ts'
import type { FileValue } from '../jsonl/bracket-splitter.ts'
import { ListSplitter } from '../jsonl/list-values.ts'
import { ValueSplitter } from '../jsonl/values.ts'
import { BYTE_ORDER_MARK_BYTES, type Head, HEAD_BYTES, readHead } from './file-nature.ts'
import { parse, standsAlone } from './parsed-line.ts'
import type { Place } from './problem-log.ts'
import { explainText, type TextFault } from './text-faults.ts'

/** A request has at most 10 MB; what is longer than this is not worth its memory. */
const LONGEST_LINE = 32_000_000
const BYTE_ORDER_MARK = 0xfeff
const NEWLINE = 0x0a

/**
 * How a request stands in the file: on a line as it should, spread over several, in one array with all others, or in
 * a list inside of an object.
 */
export type Layout = 'line' | 'several_lines' | 'element' | 'entry'

/** One request, or a line that should be one. */
export interface RequestFrame {
  kind: 'request'
  layout: Layout
  place: Place
  /** As in the file, without the line end. A view that holds only until the frame has been taken. */
  bytes: Uint8Array
  /** Without a byte order mark. */
  text: string
  /** A byte order mark stands before the text. */
  hasMark: boolean
  /** Index of the first character whose bytes are no UTF-8. */
  invalidAt: number | null
  parsed: { ok: true; value: unknown } | { ok: false; fault: TextFault }
}

/** A request that is not there as a whole: its text ends too early, or it is longer than is kept. */
export type BrokenFrame =
  | { kind: 'too_long'; layout: Layout; place: Place }
  | {
      kind: 'cut_off'
      place: Place
      /** The line on which it began. */
      firstLine: string
      /** Its lines as in the file, without their ends; only the first ones where there are too many to be kept. */
      lines: readonly Uint8Array[]
      /** Not all of its lines were kept. */
      isTooLong: boolean
      /** Nothing follows. */
      isEnd: boolean
    }

/** What a file consists of: how it begins, then its requests. */
export type Frame = { kind: 'head'; head: Head } | RequestFrame | BrokenFrame

/** How the bytes are being read. */
type Mode =
  | { kind: 'head'; pieces: Uint8Array[]; bytes: number }
  | { kind: 'lines'; splitter: LineSplitter }
  | { kind: 'values'; layout: 'element' | 'entry'; splitter: ValueSplitter | ListSplitter }
  | { kind: 'other' }

/** A request that did not end with its line. */
interface OpenRequest {
  splitter: ValueSplitter
  place: Place
  lines: Uint8Array[]
  bytes: number
  isTooLong: boolean
  lastLine: number
  firstLine: string
}

/**
 * Cuts the bytes of a file into requests, whatever their layout: one a line, spread over several lines, or in one JSON
 * array. The frames do not depend on where the chunks are cut.
 */
export class Framer {
  readonly #take: (frame: Frame) => void
  #mode: Mode = { kind: 'head', pieces: [], bytes: 0 }
  #open: OpenRequest | null = null
  #elements = 0
  #lastPlace: Place = { line: 0, ordinal: 0 }

  /** @param take called for each frame in the order of the file */
  constructor(take: (frame: Frame) => void) {
    this.#take = take
  }

  /** Lines before the last request that hold nothing but white space; 0 in an array. */
  get blankLines(): number {
    return this.#lastPlace.line - this.#lastPlace.ordinal
  }

  /** Takes the next bytes of the file. */
  push(chunk: Uint8Array): void {
    if (this.#mode.kind !== 'head') return this.#read(chunk)
    this.#mode.pieces.push(chunk)
    this.#mode.bytes += chunk.length
    if (this.#mode.bytes >= HEAD_BYTES) this.#begin(this.#mode.pieces)
  }

  /** Takes what is left. Call it once. */
  finish(): void {
    if (this.#mode.kind === 'head') this.#begin(this.#mode.pieces)
    const mode = this.#mode
    if (mode.kind === 'lines') for (const line of mode.splitter.end()) this.#takeLine(line, true)
    if (mode.kind === 'values') for (const value of mode.splitter.end()) this.#takeElement(value, mode.layout)
    if (this.#open) this.#giveUp(this.#open, true)
  }

  #begin(pieces: readonly Uint8Array[]): void {
    const bytes = joinPieces(pieces)
    const head = readHead(bytes.subarray(0, HEAD_BYTES))
    this.#take({ kind: 'head', head })
    if (head.kind === 'other') {
      this.#mode = { kind: 'other' }
      return
    }
    this.#mode = modeOf(head.container)
    this.#read(head.hasByteOrderMark ? bytes.subarray(BYTE_ORDER_MARK_BYTES) : bytes)
  }

  #read(chunk: Uint8Array): void {
    const mode = this.#mode
    if (mode.kind === 'lines') for (const line of mode.splitter.push(chunk)) this.#takeLine(line, false)
    if (mode.kind === 'values')
      for (const value of mode.splitter.push(chunk)) this.#takeElement(value, mode.layout)
  }

  #takeLine(line: FileLine, isLast: boolean): void {
    const place = { line: line.number, ordinal: line.ordinal }
    this.#lastPlace = place
    if (line.isTooLong) {
      if (this.#open) this.#giveUp(this.#open, false)
      return this.#take({ kind: 'too_long', layout: 'line', place })
    }
    const { text: whole, invalidAt } = decodeUtf8(line.bytes)
    const hasMark = whole.charCodeAt(0) === BYTE_ORDER_MARK
    const text = hasMark ? whole.slice(1) : whole
    const json = parse(text)
    if (this.#open) {
      if (!standsAlone(text, json)) return this.#goOn(this.#open, line)
      this.#giveUp(this.#open, false)
    }
    const parsed = json.ok ? json : { ok: false as const, fault: explainText(text) }
    if (!parsed.ok && parsed.fault.kind === 'cut_off_line') {
      if (!isLast && /^\s*\{/.test(text)) return this.#leaveOpen(line, text)
      if (isLast) parsed.fault = { ...parsed.fault, kind: 'truncated_last_line' }
    }
    this.#take({
      kind: 'request',
      layout: 'line',
      place,
      bytes: line.bytes,
      text,
      hasMark,
      invalidAt,
      parsed,
    })
  }

  /** The request may go on in the next lines. */
  #leaveOpen(line: FileLine, firstLine: string): void {
    this.#open = {
      splitter: new ValueSplitter({ line: line.number, opensArrays: false, longestValue: LONGEST_LINE }),
      place: { line: line.number, ordinal: line.ordinal },
      lines: [],
      bytes: 0,
      isTooLong: false,
      lastLine: line.number,
      firstLine,
    }
    this.#goOn(this.#open, line)
  }

  #goOn(open: OpenRequest, line: FileLine): void {
    const breaks = new Uint8Array(line.number - open.lastLine).fill(NEWLINE)
    for (const bytes of [breaks, line.bytes]) {
      for (const value of open.splitter.push(bytes)) {
        this.#takeValue(value, 'several_lines', { line: value.line, ordinal: open.place.ordinal })
      }
    }
    open.bytes += line.bytes.length
    if (open.bytes <= LONGEST_LINE) open.lines.push(line.bytes)
    else open.isTooLong = true
    open.lastLine = line.number
    if (!open.splitter.isInside) this.#open = null
  }

  /** Nothing that follows belongs to the open request. */
  #giveUp({ place, firstLine, lines, isTooLong }: OpenRequest, isEnd: boolean): void {
    this.#open = null
    this.#take({ kind: 'cut_off', place, firstLine, lines, isTooLong, isEnd })
  }

  /** An element of the array that the file is, or an entry of the list in it. */
  #takeElement(value: FileValue, layout: 'element' | 'entry'): void {
    this.#elements += 1
    this.#takeValue(value, layout, { line: value.line, ordinal: this.#elements })
  }

  #takeValue(value: FileValue, layout: Layout, place: Place): void {
    if (value.isTooLong) return this.#take({ kind: 'too_long', layout, place })
    const { text, invalidAt } = decodeUtf8(value.bytes)
    const json = parse(text)
    const parsed = json.ok ? json : { ok: false as const, fault: explainText(text) }
    if (!parsed.ok && !value.isComplete) parsed.fault = { ...parsed.fault, kind: 'truncated_last_line' }
    this.#take({
      kind: 'request',
      layout,
      place,
      bytes: value.bytes,
      text,
      hasMark: false,
      invalidAt,
      parsed,
    })
  }
}

/** How a text is read. @param container what all requests stand in, if anything */
function modeOf(container: 'array' | 'list' | null): Mode {
  switch (container) {
    case 'array': {
      const splitter = new ValueSplitter({ line: 1, opensArrays: true, longestValue: LONGEST_LINE })
      return { kind: 'values', layout: 'element', splitter }
    }
    case 'list':
      return { kind: 'values', layout: 'entry', splitter: new ListSplitter(LONGEST_LINE) }
    case null:
      return { kind: 'lines', splitter: new LineSplitter(LONGEST_LINE) }
  }
}
