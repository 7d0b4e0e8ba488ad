import type { CloneRows } from '~/domain/attempts/clone-rows'
import { SPOILT_ADVICE } from '~/domain/attempts/rerun'
import { ERROR_KIND_FACTS, errorKindNamed } from '~/domain/results/error-cause'
import { Notice } from '~/ui/notice'

interface AdviceOfCauseProps {
  rows: Exclude<CloneRows, 'all'>
  /** Key of the cause that failed rows have; empty for any. */
  cause: string
}

/** What to change before the rows run again, where the same requests would come to the same end. */
export function AdviceOfCause({ rows, cause }: AdviceOfCauseProps) {
  if (rows === 'unanswered') return null
  if (rows !== 'failed') {
    const { title, advice } = SPOILT_ADVICE[rows]
    return (
      <Notice tone="info" title={title}>
        {advice} {WAYS[rows]}
      </Notice>
    )
  }
  const kind = errorKindNamed(cause.split('.')[0] ?? '')
  if (kind === null) return null
  const { label, advice } = ERROR_KIND_FACTS[kind]
  return (
    <Notice tone="info" title={`These rows failed: ${label.toLowerCase()}`}>
      {advice}
      {MENDABLE.has(kind)
        ? ' Model and parameters are changed for all rows at once under “Change all requests”; max_tokens is one of them.'
        : ''}
    </Notice>
  )
}

const LIMIT =
  'Under “Change all requests”, set max_tokens (for the responses endpoint max_output_tokens) to a higher number.'

const MODEL = 'Model and parameters are changed for all rows at once under “Change all requests”.'

/** Where that is changed. */
const WAYS = { truncated: LIMIT, refused: MODEL, empty: MODEL, invalid_json: MODEL } satisfies Record<
  keyof typeof SPOILT_ADVICE,
  string
>

/** Causes that other requests would not have. */
const MENDABLE: ReadonlySet<string> = new Set([
  'bad_request',
  'too_long',
  'not_found',
  'unauthorized',
  'timeout',
])
