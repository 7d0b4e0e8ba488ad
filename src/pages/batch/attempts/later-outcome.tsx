import { ChevronRight } from 'lucide-react'
import type { Outcome } from '~/domain/results/outcome'
import { OutcomeIcon, OutcomeMark } from '../../shared/rows/outcome-mark'
import { laterWords } from './later-words'

/** The outcome of a row in its batch, stepping back behind what came of it later. */
export function LaterOutcome({ first, later }: { first: Outcome; later: Outcome }) {
  return (
    <>
      <span className="sr-only">{laterWords(first, later)}</span>
      <span aria-hidden className="inline-flex items-center text-ink-muted">
        <OutcomeIcon outcome={first} />
        <ChevronRight className="-mx-px size-2.5 shrink-0" strokeWidth={2.5} />
        <OutcomeMark outcome={later} />
      </span>
    </>
  )
}
