import type { Side } from '~/workers/compare/messages'
import { LETTERS } from './compared-batch'

/** The letter of a side in a box. */
export function SideLetter({ side }: { side: Side }) {
  return (
    <span className="inline-grid size-5 shrink-0 place-items-center rounded-sm border border-line-strong text-xs font-semibold">
      {LETTERS[side]}
    </span>
  )
}
