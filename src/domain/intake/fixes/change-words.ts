import { PROBLEM_WORDS } from '../problem-words.ts'
import type { Change, RewriteOutcome } from './changes.ts'
import { offersFor } from './offers.ts'

const whole = new Intl.NumberFormat('en')

function lines(count: number): string {
  return `${whole.format(count)} ${count === 1 ? 'line' : 'lines'}`
}

interface Phrase {
  /** Before the count: as the person is asked, and once it is done. */
  asked: string
  done: string
  /** After the count, once it is done. */
  more: string
  count: number
}

/** What was done, one phrase for each kind of change that touched anything: "Added ids to 12 lines". */
export function wordsOfChanges(changes: readonly Change[], outcome: RewriteOutcome): string[] {
  return [
    ...phrasesOf(changes, outcome).map(({ done, count, more }) => `${done} ${lines(count)}${more}`),
    ...sampleWords(changes, 'Kept'),
    ...layoutWords(changes, outcome),
    ...(outcome.endless > 0 ? [`Left out ${lines(outcome.endless)} too long to be kept`] : []),
  ]
}

/** What would be done: "Add ids: 12 lines". */
export function wordsOfPlan(changes: readonly Change[], outcome: RewriteOutcome): string[] {
  return [
    ...phrasesOf(changes, outcome).map(({ asked, count }) => `${asked}: ${lines(count)}`),
    ...sampleWords(changes, 'Keep'),
    ...layoutWords(changes, outcome),
    ...(outcome.endless > 0 ? [`Leave out ${lines(outcome.endless)} too long to be kept`] : []),
  ]
}

function phrasesOf(changes: readonly Change[], outcome: RewriteOutcome): Phrase[] {
  const phrases = new Map<string, Phrase>()
  changes.forEach((change, index) => {
    const phrase = phraseOf(change, outcome.counts[index] ?? 0)
    if (!phrase || phrase.count === 0) return
    const key = phrase.done + phrase.more
    const same = phrases.get(key)
    if (same) same.count += phrase.count
    else phrases.set(key, phrase)
  })
  return [...phrases.values()]
}

function phraseOf(change: Change, count: number): Phrase | null {
  switch (change.type) {
    case 'fix': {
      const offer = offersFor(change.kind).find(({ fix }) => fix === change.fix)
      const isTakenOut = change.fix === 'drop' || change.fix === 'keep_endpoint'
      const more = isTakenOut ? ` (${PROBLEM_WORDS[change.kind].title})` : ''
      return offer ? { asked: offer.label, done: offer.done, more, count } : null
    }
    case 'set_model':
      return { asked: 'Set the model', done: 'Set the model of', more: ` to ${change.model}`, count }
    case 'set_parameter':
      return change.json === null
        ? { asked: `Remove ${change.name}`, done: `Removed ${change.name} from`, more: '', count }
        : {
            asked: `Set ${change.name} to ${change.json}`,
            done: `Set ${change.name} to ${change.json} in`,
            more: '',
            count,
          }
    case 'sample':
      return null
  }
}

function sampleWords(changes: readonly Change[], verb: string): string[] {
  return changes.flatMap((change) =>
    change.type === 'sample'
      ? [`${verb} ${whole.format(change.rows)} of ${whole.format(change.of)} requests`]
      : [],
  )
}

/** A changed file always has one request a line, also when nobody asked. */
function layoutWords(changes: readonly Change[], { relaid, counts }: RewriteOutcome): string[] {
  const isAsked = changes.some(
    (change, index) => change.type === 'fix' && change.fix === 'layout' && counts[index] !== 0,
  )
  return relaid > 0 && !isAsked ? ['Put each request on a line of its own'] : []
}
