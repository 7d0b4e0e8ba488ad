import { OUTCOME_FACTS, type Outcome } from '~/domain/results/outcome'

/** How a row ended first, and then when it was tried again: "Failed, then succeeded when tried again". */
export function laterWords(first: Outcome, later: Outcome): string {
  const { label } = OUTCOME_FACTS[first]
  if (later === 'pending') return `${label}, now being tried again`
  const { label: then } = OUTCOME_FACTS[later]
  return `${label}, then ${then.charAt(0).toLowerCase()}${then.slice(1)} when tried again`
}
