import { useState } from 'react'
import { formatCount } from '~/lib/format'
import { TextField } from '~/ui/field'
import { ChangeDialog } from './change-dialog'
import type { CheckedIntake } from './use-intake'

const USUAL_ROWS = 100

/** Keeps some of the requests, to try a file out at a small price. */
export function SampleDialog({ intake, onClose }: { intake: CheckedIntake; onClose: () => void }) {
  const all = intake.report.requests
  const [text, setText] = useState(() => String(Math.min(USUAL_ROWS, Math.ceil(all / 10))))
  const rows = /^\d+$/.test(text.trim()) ? Number(text) : 0
  const isFitting = rows >= 1 && rows < all
  return (
    <ChangeDialog
      title="Keep a sample"
      sentence="Keeps some requests, evenly spread over the file, and leaves the others out."
      changes={isFitting ? [{ type: 'sample', rows, of: all }] : null}
      incomplete={
        all === 1 ? 'There is only one request.' : `Enter a number from 1 to ${formatCount(all - 1)}.`
      }
      intake={intake}
      onClose={onClose}
    >
      <TextField
        label="Requests to keep"
        hint={`Of ${formatCount(all)}.`}
        error={isFitting || text === '' ? undefined : `Enter a number from 1 to ${formatCount(all - 1)}.`}
        value={text}
        inputMode="numeric"
        autoComplete="off"
        onChange={({ target }) => setText(target.value)}
      />
    </ChangeDialog>
  )
}
