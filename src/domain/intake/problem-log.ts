import type { Excerpt } from './excerpt.ts'
import { excerptOfField } from './excerpt.ts'
import { type ProblemKind, SEVERITY_OF, type Severity } from './problem-kinds.ts'

/** Where a request stands: its line as an editor and as a server count them, both from 1. */
export interface Place {
  line: number
  ordinal: number
}

/** One occurrence of a problem. */
export interface ProblemSample {
  /** Line of the file, blank lines counted, from 1; `null` for the file as a whole. */
  line: number | null
  /** The server's number of the request: blank lines not counted, from 1. */
  ordinal: number | null
  /** Character of the line, from 1, where the problem has one place. */
  column: number | null
  /** The offending text, shortened. */
  excerpt: Excerpt | null
  /** What would be right here, when that differs from line to line. */
  hint: string | null
  /** The other line that this one is in conflict with. */
  otherLine: number | null
}

/** All occurrences of one kind of problem. */
export interface ProblemGroup {
  kind: ProblemKind
  severity: Severity
  /** Occurrences, all of them. */
  count: number
  /** Different lines among them. */
  lines: number
  /** The first occurrences, at most `MOST_SAMPLES`. */
  samples: ProblemSample[]
}

/** What is known of a problem besides its kind. */
export interface Evidence {
  /** The field, as a path from the line's object: "body.temperature". */
  path?: string
  /** The field's value. */
  value?: unknown
  /** Instead of path and value. */
  excerpt?: Excerpt
  column?: number
  hint?: string
  otherLine?: number
}

/** Takes a problem of the line that is being checked. */
export type Find = (kind: ProblemKind, evidence?: Evidence) => void

export const MOST_SAMPLES = 100

const SEVERITIES = ['error', 'warning', 'note'] as const satisfies readonly Severity[]

interface Tally {
  count: number
  lines: number
  lastLine: number
  samples: ProblemSample[]
}

/** Collects problems by kind: exact counts, and the first of each kind in detail, so that memory stays bounded. */
export class ProblemLog {
  readonly #tallies = new Map<ProblemKind, Tally>()

  /** @param place `null` for the file as a whole */
  add(kind: ProblemKind, place: Place | null, evidence: Evidence = {}): void {
    const tally = this.#tallies.get(kind) ?? { count: 0, lines: 0, lastLine: 0, samples: [] }
    this.#tallies.set(kind, tally)
    tally.count += 1
    if (place === null || place.line !== tally.lastLine) tally.lines += 1
    tally.lastLine = place?.line ?? 0
    if (tally.samples.length < MOST_SAMPLES) tally.samples.push(sampleOf(place, evidence))
  }

  /** Adds problems that were counted elsewhere. */
  addGroup(kind: ProblemKind, { count, lines, samples }: Omit<ProblemGroup, 'kind' | 'severity'>): void {
    this.#tallies.set(kind, { count, lines, lastLine: 0, samples })
  }

  /** Forgets a kind that turned out to be the consequence of another. */
  drop(kind: ProblemKind): void {
    this.#tallies.delete(kind)
  }

  /** Occurrences of a kind so far. */
  countOf(kind: ProblemKind): number {
    return this.#tallies.get(kind)?.count ?? 0
  }

  /** Kinds of problems found so far, by severity. */
  kindsBySeverity(): Record<Severity, number> {
    const counts = { error: 0, warning: 0, note: 0 }
    for (const kind of this.#tallies.keys()) counts[SEVERITY_OF[kind]] += 1
    return counts
  }

  groups(): ProblemGroup[] {
    return sortGroups(
      [...this.#tallies].map(([kind, { count, lines, samples }]) => ({
        kind,
        severity: SEVERITY_OF[kind],
        count,
        lines,
        samples: [...samples],
      })),
    )
  }
}

/** Errors first, then warnings, then notes; the most frequent first among equals. */
export function sortGroups(groups: readonly ProblemGroup[]): ProblemGroup[] {
  const kinds = Object.keys(SEVERITY_OF)
  return [...groups].sort(
    (one, other) =>
      SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity) ||
      other.count - one.count ||
      kinds.indexOf(one.kind) - kinds.indexOf(other.kind),
  )
}

function sampleOf(place: Place | null, evidence: Evidence): ProblemSample {
  const { path, value, excerpt, column, hint, otherLine } = evidence
  return {
    line: place?.line ?? null,
    ordinal: place?.ordinal ?? null,
    column: column ?? null,
    excerpt: excerpt ?? (path === undefined ? null : excerptOfField(path, value)),
    hint: hint ?? null,
    otherLine: otherLine ?? null,
  }
}
