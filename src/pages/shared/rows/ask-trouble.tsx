import { RotateCw } from 'lucide-react'
import { reasonOf } from '~/lib/missing-code'
import { Button } from '~/ui/button'
import { Notice } from '~/ui/notice'
import type { Asked } from './use-asked'

interface AskTroubleProps {
  /** What could not be had, for example "The search". */
  what: string
  asked: Pick<Asked<unknown>, 'trouble' | 'isAskedAgain' | 'askAgain'>
}

/** Says in its place that something could not be had, and asks for it again. Draws nothing while all is well. */
export function AskTrouble({ what, asked: { trouble, isAskedAgain, askAgain } }: AskTroubleProps) {
  if (trouble === null) return null
  return (
    <Notice
      tone="danger"
      title={`${what} could not be loaded.`}
      details={reasonOf(trouble)}
      live="polite"
      actions={
        <Button size="sm" icon={RotateCw} busy={isAskedAgain} onClick={askAgain}>
          Try again
        </Button>
      }
    >
      {trouble.message} Nothing of what has been read is lost.
    </Notice>
  )
}
