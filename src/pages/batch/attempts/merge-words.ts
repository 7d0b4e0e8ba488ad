import type { MergeCounts } from '~/domain/attempts/merge'
import { formatCount, formatQuantity } from '~/lib/format'

/** How the rows of a batch stand after further attempts, as sentences: "Of 12 failed rows, 11 succeeded …". */
export function mergeWords(counts: MergeCounts): string[] {
  const { ambiguous, strangers } = counts
  return [
    ...outcomeWords(counts),
    ...(ambiguous > 0
      ? [
          `${formatQuantity(ambiguous, 'row')} tried again cannot be told from others with the same custom_id or none, and ${ambiguous === 1 ? 'changes' : 'change'} nothing.`,
        ]
      : []),
    ...(strangers > 0
      ? [
          `${formatQuantity(strangers, 'row')} tried again ${strangers === 1 ? 'has' : 'have'} a custom_id that this batch does not have, and ${strangers === 1 ? 'is' : 'are'} left out.`,
        ]
      : []),
  ]
}

function outcomeWords({ open, triedAgain, succeeded, pending, openHaveFailed }: MergeCounts): string[] {
  if (triedAgain === 0) return ['None of the rows without a usable answer was tried again.']
  const rows = openHaveFailed
    ? formatQuantity(open, 'failed row')
    : formatQuantity(open, 'row without a usable answer', 'rows without a usable answer')
  if (succeeded === open) {
    return [
      open === 1
        ? `The ${rows.slice(2)} succeeded when tried again.`
        : `All ${rows} succeeded when tried again.`,
    ]
  }
  const rest = triedAgain - succeeded - pending
  const parts = [
    `${formatCount(succeeded)} succeeded when tried again`,
    ...(pending > 0 ? [`${formatCount(pending)} ${pending === 1 ? 'is' : 'are'} still to come`] : []),
    ...(rest > 0 ? [`${formatCount(rest)} did not succeed again`] : []),
    ...(triedAgain < open
      ? [`${formatCount(open - triedAgain)} ${open - triedAgain === 1 ? 'was' : 'were'} not tried again`]
      : []),
  ]
  const last = parts.pop() ?? ''
  return [`Of ${rows}, ${parts.length === 0 ? last : `${parts.join(', ')} and ${last}`}.`]
}
