import { RotateCw } from 'lucide-react'
import { Button } from '~/ui/button'
import { Notice } from '~/ui/notice'

interface ReadingDiedProps {
  message: string
  onReadAgain: () => void
}

/** The reader of the answers has died: what is shown is of what it had read. */
export function ReadingDied({ message, onReadAgain }: ReadingDiedProps) {
  return (
    <Notice
      tone="danger"
      title="Reading the answers stopped unexpectedly."
      details={message}
      live="assertive"
      actions={
        <Button size="sm" icon={RotateCw} onClick={onReadAgain}>
          Read again
        </Button>
      }
    >
      Charts and costs show what had been read by then.
    </Notice>
  )
}
