import { INPUT_LIMITS } from '../../contract/request-line.ts'
import { excerptAround, shorten } from './excerpt.ts'
import { type FileNature, type Head, natureOfProse } from './file-nature.ts'
import { type BrokenFrame, type Frame, Framer, type RequestFrame } from './framer.ts'
import { knownEndpoint } from './frame-rules.ts'
import { MOST_IDS } from './id-index.ts'
import { majorityNature } from './majority-nature.ts'
import { findNameAndSize } from './name-and-size.ts'
import { mentionsId } from './parsed-line.ts'
import { type Place, ProblemLog } from './problem-log.ts'
import type { IntakeProgress, IntakeReport } from './report.ts'
import { RequestInspector } from './request-inspector.ts'
import { kindOfCut, type TextFault } from './text-faults.ts'

interface CheckedFile {
  /** Its name, without the ending of what it was packed in. */
  name: string
  /** It was packed with gzip and is pushed unpacked. */
  isUnpacked: boolean
}

const NO_REQUESTS: ReadonlySet<FileNature> = new Set(['table', 'markup', 'prose', 'archive', 'not_text'])

/**
 * Checks an input file chunk by chunk: every rule, every line, in bounded memory. The report does not depend on
 * where the chunks are cut.
 */
export class IntakeChecker {
  readonly #file: CheckedFile
  readonly #log = new ProblemLog()
  readonly #inspector: RequestInspector
  readonly #prose: string[] = []
  readonly #framer = new Framer((frame) => this.#take(frame))
  #head: Head | null = null
  #bytes = 0
  #requests = 0
  /** Texts that are no JSON but look like requests. */
  #framedTexts = 0

  /** @param mostIds ids that are compared with each other; more take too much memory */
  constructor(file: CheckedFile, mostIds = MOST_IDS) {
    this.#file = file
    this.#inspector = new RequestInspector(this.#log, mostIds)
  }

  /** Takes the next bytes of the file. */
  push(chunk: Uint8Array): void {
    this.#bytes += chunk.length
    this.#framer.push(chunk)
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
    this.#framer.finish()
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

  #take(frame: Frame): void {
    switch (frame.kind) {
      case 'head':
        return this.#takeHead(frame.head)
      case 'request':
        return this.#takeRequest(frame)
      case 'too_long':
      case 'cut_off':
        return this.#takeBroken(frame)
    }
  }

  #takeHead(head: Head): void {
    this.#head = head
    if (head.kind === 'other') return this.#log.add(head.nature, null, { hint: `It is ${head.name}.` })
    if (head.hasByteOrderMark) this.#log.add('byte_order_mark', { line: 1, ordinal: 1 })
    if (head.container === 'array') this.#log.add('json_array', null)
    if (head.container === 'list') this.#log.add('json_list', null)
  }

  #takeRequest(frame: RequestFrame): void {
    const { layout, place, bytes, text, hasMark, invalidAt, parsed } = frame
    this.#requests += 1
    if (hasMark) this.#log.add('byte_order_mark', place)
    const isBrokenText = !parsed.ok && parsed.fault.kind === 'line_break_in_text'
    if (layout === 'several_lines' && !isBrokenText) this.#log.add('several_lines', place)
    if (invalidAt !== null) {
      this.#log.add('invalid_utf8', place, {
        column: invalidAt + 1,
        excerpt: excerptAround(text, invalidAt),
      })
    }
    if (parsed.ok) {
      const isFaultless = !hasMark && invalidAt === null && layout !== 'several_lines'
      return this.#inspector.inspect(parsed.value, bytes.length, place, isFaultless)
    }
    this.#framedTexts += mentionsId(text) ? 1 : 0
    if (parsed.fault.kind === 'no_json' && this.#prose.length < 2) this.#prose.push(shorten(text, 1_000))
    this.#findFault(parsed.fault, place)
  }

  #takeBroken(frame: BrokenFrame): void {
    this.#requests += 1
    if (frame.kind === 'too_long') {
      if (frame.layout === 'several_lines') this.#log.add('several_lines', frame.place)
      return this.#log.add('line_too_long', frame.place)
    }
    const { place, firstLine } = frame
    this.#framedTexts += mentionsId(firstLine) ? 1 : 0
    this.#log.add(kindOfCut(frame, this.#log.countOf('several_lines') > 0), place, {
      excerpt: excerptAround(firstLine, firstLine.length, 0),
    })
  }

  #findFault({ kind, linesBefore, column, excerpt }: TextFault, place: Place): void {
    const isOnFirstLine = linesBefore === 0
    this.#log.add(
      kind,
      isOnFirstLine ? place : { ...place, line: place.line + linesBefore },
      column === null ? { excerpt } : { column, excerpt },
    )
  }

  #nature(): FileNature {
    if (this.#head?.kind === 'other') return this.#head.nature
    if (this.#requests === 0) return 'empty'
    if (this.#log.countOf('no_json') === this.#requests) return natureOfProse(this.#prose)
    const framed = this.#inspector.framed + this.#framedTexts
    if (this.#head?.container === 'array' && framed > 0) return 'json_array'
    if (this.#head?.container === 'list' && framed > 0) return 'json_list'
    return majorityNature(this.#log, this.#requests, framed)
  }

  /** Adds what concerns the file as a whole. */
  #sumUp(nature: FileNature): void {
    const log = this.#log
    this.#inspector.finish()
    findNameAndSize(this.#file.name, this.#bytes, (kind, evidence) => log.add(kind, null, evidence))
    // No other name makes requests of it.
    if (NO_REQUESTS.has(nature)) log.drop('file_name')
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
    const { blankLines } = this.#framer
    if (blankLines > 0) log.addGroup('blank_lines', { count: blankLines, lines: blankLines, samples: [] })
  }
}
