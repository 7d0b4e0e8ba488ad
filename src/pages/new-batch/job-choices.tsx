import { FlaskConical } from 'lucide-react'
import { Button } from '~/ui/button'
import { TRIAL_ROWS } from './job-parts'

const TRIAL = 'trial'

/** Starts a few rows now; the others are uploaded and wait for a second click. */
export function TrialButton({ obstacle, busy }: { obstacle: string | undefined; busy: boolean }) {
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Button
        type="submit"
        value={TRIAL}
        icon={FlaskConical}
        busy={busy}
        disabledReason={obstacle}
        aria-describedby={obstacle === undefined ? 'trial-hint' : undefined}
      >
        Try {TRIAL_ROWS} rows first
      </Button>
      <span id="trial-hint" className="text-sm text-ink-muted">
        The other rows are uploaded and wait until you start them.
      </span>
    </span>
  )
}

/** Whether a form was sent by the button above. */
export function isTrialSubmission(event: Event): boolean {
  const submitter = event instanceof SubmitEvent ? event.submitter : null
  return submitter instanceof HTMLButtonElement && submitter.value === TRIAL
}
