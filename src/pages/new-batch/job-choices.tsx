import { FlaskConical } from 'lucide-react'
import { leastParts } from '~/domain/jobs/plan-parts'
import { formatBytes, formatQuantity } from '~/lib/format'
import { Button } from '~/ui/button'
import { Notice } from '~/ui/notice'
import { TRIAL_ROWS } from './job-parts'

/** A file that is more than one batch takes. */
export function DivisionNotice({ requests, bytes }: { requests: number; bytes: number }) {
  const batches = leastParts({ requests, bytes })
  return (
    <Notice
      tone="info"
      title={`It will run as ${formatQuantity(batches, 'batch', 'batches')}, shown as one job`}
    >
      {formatQuantity(requests, 'request')} in {formatBytes(bytes)} are more than one batch takes. The file is
      cut between rows; progress, cost and downloads are shown together.
    </Notice>
  )
}

const TRIAL = 'trial'

/** Starts a few rows now; the others are uploaded and wait for a second click. */
export function TrialButton({ obstacle, busy }: { obstacle: string | undefined; busy: boolean }) {
  return (
    <div className="grid gap-1">
      <Button
        type="submit"
        value={TRIAL}
        icon={FlaskConical}
        busy={busy}
        disabledReason={obstacle}
        className="justify-self-start"
      >
        Try {TRIAL_ROWS} rows first
      </Button>
      <p className="text-sm text-ink-muted">
        Starts {TRIAL_ROWS} rows from all over the file. The others are uploaded and wait until you start
        them.
      </p>
    </div>
  )
}

/** Whether a form was sent by the button above. */
export function isTrialSubmission(event: Event): boolean {
  const submitter = event instanceof SubmitEvent ? event.submitter : null
  return submitter instanceof HTMLButtonElement && submitter.value === TRIAL
}
