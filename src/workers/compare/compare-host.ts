import { Comparison } from '../../domain/compare/comparison.ts'
import { comparisonCsvLines } from '../../domain/compare/comparison-csv.ts'
import { type DigestBlock, emptyDigests, joinBlocks } from '../../domain/compare/digests.ts'
import { summaryOf } from '../../domain/compare/summary.ts'
import { diffTexts } from '../../domain/compare/text-diff.ts'
import type { CompareQuestion, CompareReply, FromCompare, ToCompare } from './messages.ts'

const encoder = new TextEncoder()

/** The worker's side of a comparison: takes the rows of both batches and answers questions about them. */
export class CompareHost {
  readonly #post: (message: FromCompare) => void
  readonly #coming: { left: DigestBlock[]; right: DigestBlock[] } = { left: [], right: [] }
  readonly #isHere = { left: false, right: false }
  #comparison = new Comparison(emptyDigests(0), emptyDigests(0))

  constructor(post: (message: FromCompare) => void) {
    this.#post = post
  }

  receive(message: ToCompare): void {
    switch (message.kind) {
      case 'block':
        // A reading that broke off is not gone on with.
        if (message.block.from === 0) this.#coming[message.side] = []
        this.#coming[message.side].push(message.block)
        return
      case 'whole': {
        const digests = joinBlocks(this.#coming[message.side])
        this.#coming[message.side] = []
        this.#isHere[message.side] = true
        const { left, right } = this.#comparison
        this.#comparison =
          message.side === 'left' ? new Comparison(digests, right) : new Comparison(left, digests)
        if (this.#isHere.left && this.#isHere.right) {
          this.#post({ kind: 'compared', summary: summaryOf(this.#comparison) })
        }
        return
      }
      case 'ask':
        return this.#post(this.#answer(message.id, message.question))
    }
  }

  #answer(id: number, question: CompareQuestion): FromCompare {
    try {
      return { kind: 'reply', id, reply: this.#replyTo(question) }
    } catch (error) {
      return { kind: 'refused', id, message: error instanceof Error ? error.message : String(error) }
    }
  }

  #replyTo(question: CompareQuestion): CompareReply {
    switch (question.kind) {
      case 'rows': {
        const pairs = this.#comparison.pairsFor(question.query)
        const shown = pairs.subarray(question.from, question.from + question.count)
        return {
          kind: 'rows',
          rows: Array.from(shown, (pair) => this.#comparison.row(pair)),
          total: pairs.length,
        }
      }
      case 'place':
        return { kind: 'place', place: this.#comparison.place(question.key, question.query) }
      case 'diff':
        return { kind: 'diff', diff: diffTexts(question.left, question.right) }
      case 'csv':
        return { kind: 'csv', csv: encoder.encode(comparisonCsvLines(question.rows, question.plan)) }
    }
  }
}
