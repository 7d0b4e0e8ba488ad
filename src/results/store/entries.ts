import { OUTCOMES, type Outcome } from '../../domain/results/outcome.ts'
import type { Usage } from '../../domain/results/usage.ts'
import type { Packer, Unpacker } from './packing.ts'

/** The two files a result can stand in, in the order they are read: errors are few and say first what to expect. */
export const RESULT_FILES = ['error', 'output'] as const

/** A file a result can stand in. */
export type ResultFile = (typeof RESULT_FILES)[number]

/** The next line of the input file. */
export interface InputEntry {
  kind: 'input'
  /** Where its bytes are in the store of requests. */
  position: number
  length: number
  asksForJson: boolean
  customId: string
  /** The model that is asked, empty where the line names none. */
  model: string
}

/** A result that is new, or that reads differently than before. */
export interface ResultEntry {
  kind: 'result'
  file: ResultFile
  id: string
  customId: string
  /** Lines before it in its file. */
  lineNumber: number
  /** Where its bytes are in the store of results. */
  position: number
  length: number
  /** Under the assumption that JSON was asked for, which only the request can tell. */
  outcome: Outcome
  /** HTTP status, 0 where none is told. */
  status: number
  /** `null` where the answer does not say what it used. */
  tokens: Usage | null
  /** Unix seconds, 0 where the answer does not say. */
  answeredAt: number
  /** The model that the answer names, empty where it names none. */
  model: string
}

/** A result that was read again, unchanged. `record` numbers results in their order of arrival. */
export interface SightingEntry {
  kind: 'seen'
  record: number
  lineNumber: number
}

/**
 * Everything that can happen to the rows of a batch, in the order it happened. The same entries in the same
 * order make the same rows.
 */
export type Entry =
  InputEntry | ResultEntry | SightingEntry | { kind: 'errors_begin' } | { kind: 'errors_end' }

/**
 * Their places here are what is stored: add behind them only. Lines of the input file were once stored without their
 * model.
 */
const KINDS = ['input_without_model', 'result', 'seen', 'errors_begin', 'errors_end', 'input'] as const

/** Writes an entry down. */
export function packEntry(packer: Packer, entry: Entry): void {
  packer.byte(KINDS.indexOf(entry.kind))
  switch (entry.kind) {
    case 'input':
      packer.byte(entry.asksForJson ? 1 : 0)
      packer.position(entry.position)
      packer.count(entry.length)
      packer.text(entry.customId)
      packer.text(entry.model)
      return
    case 'result':
      packer.byte(RESULT_FILES.indexOf(entry.file))
      packer.byte(OUTCOMES.indexOf(entry.outcome))
      packer.position(entry.position)
      for (const value of [entry.length, entry.lineNumber, entry.status]) packer.count(value)
      packer.count(entry.answeredAt)
      packTokens(packer, entry.tokens)
      for (const value of [entry.id, entry.customId, entry.model]) packer.text(value)
      return
    case 'seen':
      packer.count(entry.record)
      packer.count(entry.lineNumber)
      return
    case 'errors_begin':
    case 'errors_end':
  }
}

/** Reads the next entry. @throws RangeError when it is none */
export function unpackEntry(unpacker: Unpacker): Entry {
  const kind = KINDS[unpacker.byte()]
  if (kind === undefined) throw new RangeError('No entry is of this kind.')
  switch (kind) {
    case 'input':
    case 'input_without_model':
      return {
        kind: 'input',
        asksForJson: unpacker.byte() === 1,
        position: unpacker.position(),
        length: unpacker.count(),
        customId: unpacker.text(),
        model: kind === 'input' ? unpacker.text() : '',
      }
    case 'result':
      return unpackResult(unpacker)
    case 'seen':
      return { kind, record: unpacker.count(), lineNumber: unpacker.count() }
    case 'errors_begin':
    case 'errors_end':
      return { kind }
  }
}

function unpackResult(unpacker: Unpacker): ResultEntry {
  const file = RESULT_FILES[unpacker.byte()]
  const outcome = OUTCOMES[unpacker.byte()]
  if (file === undefined || outcome === undefined) throw new RangeError('No result is like this.')
  return {
    kind: 'result',
    file,
    outcome,
    position: unpacker.position(),
    length: unpacker.count(),
    lineNumber: unpacker.count(),
    status: unpacker.count(),
    answeredAt: unpacker.count(),
    tokens: unpackTokens(unpacker),
    id: unpacker.text(),
    customId: unpacker.text(),
    model: unpacker.text(),
  }
}

function packTokens(packer: Packer, tokens: Usage | null): void {
  packer.byte(tokens === null ? 0 : 1)
  if (tokens === null) return
  for (const value of [tokens.input, tokens.cached, tokens.output, tokens.reasoning]) packer.count(value)
}

function unpackTokens(unpacker: Unpacker): Usage | null {
  if (unpacker.byte() === 0) return null
  return {
    input: unpacker.count(),
    cached: unpacker.count(),
    output: unpacker.count(),
    reasoning: unpacker.count(),
  }
}
