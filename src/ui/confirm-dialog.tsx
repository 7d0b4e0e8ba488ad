import { type ReactNode, useState } from 'react'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { Notice } from './notice.tsx'

interface ConfirmDialogProps {
  open: boolean
  onClose: () => void
  /** The question, for example "Cancel this batch?". */
  title: ReactNode
  /** What will happen. */
  children: ReactNode
  /** A verb, for example "Cancel batch". */
  confirmLabel: string
  /** The safe way out; "Keep" instead of "Cancel" where the deed itself is a cancel. */
  dismissLabel?: string | undefined
  tone?: 'danger' | 'primary' | undefined
  /** Resolves when it is done: the dialog closes. Rejects: the dialog stays and shows the error's message. */
  onConfirm: () => Promise<void>
}

type Attempt = { state: 'idle' } | { state: 'running' } | { state: 'failed'; message: string }

/** Asks once, names the consequence, waits for the outcome, and keeps itself open when it fails. */
export function ConfirmDialog({
  open,
  onClose,
  title,
  children,
  tone = 'primary',
  ...rest
}: ConfirmDialogProps) {
  const { confirmLabel, dismissLabel = 'Cancel', onConfirm } = rest
  const [attempt, setAttempt] = useState<Attempt>({ state: 'idle' })
  const running = attempt.state === 'running'

  function close() {
    if (running) return
    setAttempt({ state: 'idle' })
    onClose()
  }

  async function confirm() {
    setAttempt({ state: 'running' })
    try {
      await onConfirm()
    } catch (error) {
      setAttempt({ state: 'failed', message: error instanceof Error ? error.message : String(error) })
      return
    }
    setAttempt({ state: 'idle' })
    onClose()
  }

  return (
    <Dialog
      open={open}
      onClose={close}
      title={title}
      held={running}
      size="sm"
      footer={
        <>
          <Button onClick={close} disabledReason={running ? 'Wait for the outcome.' : undefined}>
            {dismissLabel}
          </Button>
          <Button variant={tone} busy={running} onClick={() => void confirm()}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        <div className="text-ink-muted">{children}</div>
        {attempt.state === 'failed' ? (
          <Notice tone="danger" title="That did not work" live="assertive">
            {attempt.message}
          </Notice>
        ) : null}
      </div>
    </Dialog>
  )
}
