import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { Change } from '~/domain/intake/fixes/changes'
import { wordsOfPlan } from '~/domain/intake/fixes/change-words'
import { formatPercent } from '~/lib/format'
import { Button } from '~/ui/button'
import { Dialog } from '~/ui/dialog'
import { Notice } from '~/ui/notice'
import { ChangePreview } from './change-preview'
import type { CheckedIntake } from './use-intake'
import { usePreview } from './use-preview'

interface ChangeDialogProps {
  title: string
  /** What the change does. */
  sentence: string
  /** `null` while something has to be chosen. */
  changes: readonly Change[] | null
  /** What has to be chosen. */
  incomplete?: string
  /** Lines that have the problem, where one kind is to be put right. */
  expected?: number | null
  intake: CheckedIntake
  onClose: () => void
  /** Fields of what has to be chosen. */
  children?: ReactNode
}

type Work = { state: 'idle' } | { state: 'running'; readBytes: number } | { state: 'failed'; message: string }

/** Shows what changes would do to the file, then makes them. */
export function ChangeDialog({
  title,
  sentence,
  changes,
  incomplete,
  expected = null,
  intake,
  onClose,
  children,
}: ChangeDialogProps) {
  const preview = usePreview(intake, changes)
  const [work, setWork] = useState<Work>({ state: 'idle' })
  const running = useRef<AbortController | null>(null)
  useEffect(() => {
    // Stops the worker when the dialog goes away, whatever took it away.
    return () => running.current?.abort()
  }, [])

  function obstacle(): string | undefined {
    if (!changes) return incomplete
    if (preview.state === 'reading') return 'The file is still being read.'
    if (preview.state === 'failed') return 'The file could not be read.'
    const doesNothing = preview.outcome && wordsOfPlan(changes, preview.outcome).length === 0
    return doesNothing ? 'Nothing in the file would change.' : undefined
  }

  async function apply() {
    if (!changes) return
    const controller = new AbortController()
    running.current = controller
    setWork({ state: 'running', readBytes: 0 })
    try {
      await intake.apply(changes, {
        signal: controller.signal,
        onProgress: (readBytes) => setWork({ state: 'running', readBytes }),
      })
    } catch (error) {
      if (controller.signal.aborted) return
      setWork({ state: 'failed', message: error instanceof Error ? error.message : String(error) })
      return
    }
    onClose()
  }

  const isRunning = work.state === 'running'
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      size="lg"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" busy={isRunning} disabledReason={obstacle()} onClick={() => void apply()}>
            {work.state === 'running'
              ? `Working, ${formatPercent(work.readBytes, intake.file.size)}`
              : 'Apply'}
          </Button>
        </>
      }
    >
      <div className="grid gap-5">
        <p className="max-w-prose text-ink-muted">{sentence}</p>
        {children}
        {changes ? (
          <ChangePreview changes={changes} preview={preview} bytes={intake.file.size} expected={expected} />
        ) : null}
        {work.state === 'failed' ? (
          <Notice tone="danger" title="The file could not be changed" live="assertive">
            {work.message} The file is as it was.
          </Notice>
        ) : null}
      </div>
    </Dialog>
  )
}
