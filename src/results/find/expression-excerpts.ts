import type { RowExcerpts, RowSources } from '../../domain/results/row-excerpts.ts'
import type { UnmadeLines } from '../row-lines.ts'

/** Excerpts to be made by a person's expression. */
export interface ExcerptWork {
  expression: RegExp
  /** Each reads a row; `null` where its excerpts have been made meanwhile, or given up. */
  rows: readonly (() => UnmadeLines | null)[]
  /** Called when it takes too long. */
  giveUp: () => void
}

/**
 * Makes excerpts of some rows.
 * @returns `null` when it took too long
 */
export type MakeExcerpts = (
  expression: RegExp,
  rows: readonly RowSources[],
) => Promise<readonly RowExcerpts[] | null>

/** Characters that are handed over at once: between two parts, whoever has scrolled on is heard. */
const PART_LENGTH = 250_000

/**
 * Has excerpts by persons' expressions made, one part after the other. What somebody asks for takes the place of what
 * they asked for before.
 */
export class ExpressionExcerpts {
  readonly #excerpts: MakeExcerpts
  /** What each asker wants now. */
  readonly #wanted = new Map<string, ExcerptWork>()
  #last: Promise<unknown> = Promise.resolve()

  constructor(excerpts: MakeExcerpts) {
    this.#excerpts = excerpts
  }

  /**
   * Resolves when the excerpts are made, given up, or wanted no more.
   * @param asker names the tab that asks
   * @throws as what makes them does
   */
  make(asker: string, work: ExcerptWork): Promise<void> {
    this.#wanted.set(asker, work)
    const made = this.#last.then(() => this.#make(asker, work))
    this.#last = made.catch(() => undefined)
    return made
  }

  /** Nobody asks there any more. */
  forget(asker: string): void {
    this.#wanted.delete(asker)
  }

  /** Ends all work. */
  stop(): void {
    this.#wanted.clear()
  }

  async #make(asker: string, work: ExcerptWork): Promise<void> {
    const rows = [...work.rows]
    while (rows.length > 0 && this.#wanted.get(asker) === work) {
      const part = takePart(rows)
      if (part.length === 0) return undefined
      const excerpts = await this.#excerpts(
        work.expression,
        part.map(({ sources }) => sources),
      )
      if (excerpts === null) return work.giveUp()
      for (const [index, made] of excerpts.entries()) part[index]?.keep(made)
    }
  }
}

function takePart(rows: (() => UnmadeLines | null)[]): UnmadeLines[] {
  const part: UnmadeLines[] = []
  let length = 0
  while (length < PART_LENGTH) {
    const read = rows.shift()
    if (read === undefined) break
    const unmade = read()
    if (unmade === null) continue
    part.push(unmade)
    for (const source of unmade.sources) for (const text of source?.texts ?? []) length += text.length
  }
  return part
}
