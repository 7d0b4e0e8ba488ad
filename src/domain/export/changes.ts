/** What a format cannot hold as it is, or was asked not to. */
export type ChangeKind =
  /** Longer than a cell of a spreadsheet may be: the rest is left out. */
  | 'cut'
  /** Half of a character, which no file can hold: it became U+FFFD. */
  | 'half_character'
  /** Would be read as a formula: it begins with an apostrophe now. */
  | 'guarded'

/** One value that stands in the file otherwise than it was answered. */
export interface Change {
  kind: ChangeKind
  /** Number of the row in input order, from 1; 0 for the titles. */
  row: number
  customId: string
  /** Title of the column. */
  column: string
}

const MOST_KEPT = 5_000

/** Every value that a file holds otherwise than it was answered: all are counted, the first are listed. */
export class ChangeLog {
  readonly counts: Record<ChangeKind, number> = { cut: 0, half_character: 0, guarded: 0 }
  readonly first: Change[] = []

  add(change: Change): void {
    this.counts[change.kind] += 1
    if (this.first.length < MOST_KEPT) this.first.push(change)
  }

  get total(): number {
    return this.counts.cut + this.counts.half_character + this.counts.guarded
  }
}

/** What was changed, in a sentence for a number of values. */
export const CHANGE_WORDS = {
  cut: 'longer than 32,767 characters, the most a cell can hold: cut and marked',
  half_character: 'with half a character in it, which no file can hold: written as �',
  guarded: 'would be read as a formula: written with an apostrophe before it',
} satisfies Record<ChangeKind, string>
