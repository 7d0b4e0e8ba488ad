import type { NamedCount } from './name-tally.ts'
import { MOST_SAMPLES, type ProblemGroup, type ProblemSample, sortGroups } from './problem-log.ts'
import type { IntakeReport } from './report.ts'

/**
 * Adds the models that the server does not list. Apart from the check itself, because the server's list may arrive
 * later than the file.
 * @param known ids of `GET /models`; an empty list says nothing and finds nothing
 */
export function addUnknownModels(report: IntakeReport, known: readonly string[]): IntakeReport {
  const unknown = known.length === 0 ? [] : report.models.filter(({ name }) => !known.includes(name))
  if (unknown.length === 0) return report
  const samples = unknown.flatMap((model) => samplesOf(model, known))
  samples.sort((one, other) => (one.line ?? 0) - (other.line ?? 0))
  const count = unknown.reduce((sum, model) => sum + model.count, 0)
  const group: ProblemGroup = {
    kind: 'unknown_model',
    severity: 'warning',
    count,
    lines: count,
    samples: samples.slice(0, MOST_SAMPLES),
  }
  // A request can be counted twice here when its endpoint is not the one of most requests.
  const faultless = Math.max(0, report.faultless - unknown.reduce((sum, model) => sum + model.faultless, 0))
  return { ...report, faultless, problems: sortGroups([...report.problems, group]) }
}

function samplesOf({ name, places }: NamedCount, known: readonly string[]): ProblemSample[] {
  const alike = similarModel(name, known)
  return places.map((place) => ({
    ...place,
    column: null,
    excerpt: { before: 'body.model: ', marked: JSON.stringify(name), after: '' },
    hint: alike === null ? null : `perhaps "${alike}"`,
    otherLine: null,
  }))
}

/** A listed model that differs in capitals only, or in the owner before the slash. */
function similarModel(name: string, known: readonly string[]): string | null {
  const bare = (id: string) => id.toLowerCase().slice(id.lastIndexOf('/') + 1)
  return known.find((id) => bare(id) === bare(name)) ?? null
}
