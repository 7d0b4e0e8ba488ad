import { type ProblemKind, SEVERITY_OF } from '../problem-kinds.ts'
import type { ProblemGroup } from '../problem-log.ts'
import type { IntakeReport } from '../report.ts'
import type { Change } from './changes.ts'
import { type FixDecision, type FixOffer, FIXES } from './fix-table.ts'
import { rightRole } from './role-names.ts'

function isKind(key: string): key is ProblemKind {
  return key in FIXES
}

const KINDS = Object.keys(FIXES).filter(isKind)

function decisionOn(kind: ProblemKind): FixDecision {
  return FIXES[kind]
}

/** The fixes that are offered for a kind of problem, the first one first. */
export function offersFor(kind: ProblemKind): readonly FixOffer[] {
  return decisionOn(kind).fixes
}

/** The fixes that are offered for what was found: one that is known to mend none of it is left out. */
export function offersForGroup(group: ProblemGroup): readonly FixOffer[] {
  return offersFor(group.kind).filter(({ fix }) => fix !== 'roles' || mayHoldKnownRole(group))
}

function mayHoldKnownRole({ samples, count }: ProblemGroup): boolean {
  if (count > samples.length) return true
  return samples.some(({ excerpt }) => {
    const role = /^"(.*)"$/.exec(excerpt?.marked ?? '')?.[1]
    return role !== undefined && rightRole(role) !== undefined
  })
}

/** What to do about a problem that has no fix, or what happens to it by itself; `null` where there are fixes. */
export function remedyOf(kind: ProblemKind): string | null {
  const decision = decisionOn(kind)
  return 'reason' in decision ? decision.reason : null
}

/** The change that an offer stands for. @param value what the person chose, where there is a choice */
export function changeOf(kind: ProblemKind, { fix }: FixOffer, value: string | null): Change {
  return { type: 'fix', kind, fix, value }
}

function defaultOffer(kind: ProblemKind): FixOffer | undefined {
  return offersFor(kind).find(({ isDefault }) => isDefault)
}

/** Kinds of problems among these that can be put right without a question; notes are left alone. */
export function fixableKinds(groups: readonly ProblemGroup[]): ProblemKind[] {
  return groups
    .filter(({ severity }) => severity !== 'note')
    .filter((group) => offersForGroup(group).some(({ isDefault }) => isDefault))
    .map(({ kind }) => kind)
}

/**
 * All fixes that need no question. Also those for kinds that were not found: once a text is repaired or wrapped, the
 * problems of its fields show.
 */
export function defaultChanges(groups: readonly ProblemGroup[]): Change[] {
  const present = new Set(groups.map(({ kind }) => kind))
  return KINDS.flatMap((kind) => {
    const offer = defaultOffer(kind)
    if (!offer || SEVERITY_OF[kind] === 'note' || (offer.fix === 'rename' && !present.has(kind))) return []
    return [changeOf(kind, offer, null)]
  })
}

/** The errors that stand in the way of a start; what is too much for one batch is split then. */
export function blockingProblems({ problems }: IntakeReport): ProblemGroup[] {
  return problems.filter(({ kind, severity }) => severity === 'error' && !isSplitAtStart(kind))
}

function isSplitAtStart(kind: ProblemKind): boolean {
  const decision = decisionOn(kind)
  return 'isSplitAtStart' in decision && decision.isSplitAtStart === true
}
