import { RotateCw } from 'lucide-react'
import { Button } from '~/ui/button'
import { Notice } from '~/ui/notice'
import type { Death } from '~/workers/open-questions'
import { deathWords } from '../../shared/rows/death-words'

interface ReadingDiedProps {
  death: Death
  onReadAgain: () => void
}

/** The reader of the answers has died: what is shown is of what it had read. */
export function ReadingDied({ death, onReadAgain }: ReadingDiedProps) {
  const { words, details } = deathWords(death)
  return (
    <Notice
      tone="danger"
      title="Reading the answers stopped unexpectedly."
      details={details}
      live="assertive"
      actions={
        <Button size="sm" icon={RotateCw} onClick={onReadAgain}>
          Read again
        </Button>
      }
    >
      {words} Charts and costs show what had been read by then.
    </Notice>
  )
}
