import { useEffect } from 'react'
import { type Location, useBlocker } from 'react-router'
import { holdTab } from '~/api/leave-warning'
import { Button } from '~/ui/button'
import { Dialog } from '~/ui/dialog'

interface LeaveQuestionProps {
  /** What leaving would lose, in words; none asks nothing. */
  losses: readonly string[]
  /** Whether nothing is lost on this way all the same. @param to the address that is asked for */
  lets?: (to: Location) => boolean
}

/** Asks before the page is left with work that is prepared and not started; the browser asks before the tab closes. */
export function LeaveQuestion({ losses, lets }: LeaveQuestionProps) {
  const isAsked = losses.length > 0
  useEffect(() => {
    // Only the browser can keep a tab open.
    return isAsked ? holdTab() : undefined
  }, [isAsked])
  const blocker = useBlocker(({ nextLocation }) => isAsked && !lets?.(nextLocation))
  return (
    <LossDialog
      open={blocker.state === 'blocked'}
      title="Leave without starting the batch?"
      losses={losses}
      stayLabel="Stay"
      goLabel="Leave"
      onStay={() => blocker.reset?.()}
      onGo={() => blocker.proceed?.()}
    />
  )
}

interface LossDialogProps {
  open: boolean
  title: string
  losses: readonly string[]
  stayLabel: string
  goLabel: string
  onStay: () => void
  onGo: () => void
}

/** Names what a step would lose, and asks whether to take it. */
export function LossDialog({ open, title, losses, stayLabel, goLabel, onStay, onGo }: LossDialogProps) {
  return (
    <Dialog
      open={open}
      onClose={onStay}
      title={title}
      size="sm"
      footer={
        <>
          <Button onClick={onStay}>{stayLabel}</Button>
          <Button variant="danger" onClick={onGo}>
            {goLabel}
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        <p className="text-ink-muted">The batch has not been started. This would be lost:</p>
        <ul className="border-t border-line">
          {losses.map((words) => (
            <li key={words} className="border-b border-line py-2 wrap-anywhere">
              {words}
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  )
}
