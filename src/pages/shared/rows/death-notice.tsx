import { RotateCw } from 'lucide-react'
import { Button } from '~/ui/button'
import { Notice } from '~/ui/notice'
import type { Death } from '~/workers/open-questions'

interface DeathNoticeProps {
  death: Death
  /** What has stopped, for example "Reading the results". */
  what: string
  /** Button that begins again. */
  again?: string
  /** What is not lost, a sentence. */
  kept?: string
  onAgain: () => void
}

/** Says that a reader has ended, why, and lets it begin again. */
export function DeathNotice({ death, what, again = 'Read again', kept = '', onAgain }: DeathNoticeProps) {
  const { words, details } = deathWords(death)
  return (
    <Notice
      tone="danger"
      title={`${what} stopped unexpectedly.`}
      details={details}
      live="assertive"
      actions={
        <Button icon={RotateCw} onClick={onAgain}>
          {again}
        </Button>
      }
    >
      {words} {kept}
    </Notice>
  )
}

/** Of rows that a server has. */
export const ROWS_KEPT = 'Nothing is lost: the server still holds every row.'

/** Why a reader ended, in words for people, with what only experts can use. */
function deathWords({ cause, message, reason }: Death): { words: string; details: string | undefined } {
  return cause === 'code_missing'
    ? { words: message, details: reason }
    : { words: 'The browser may have run out of memory.', details: message }
}
