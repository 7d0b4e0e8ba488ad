import { Play } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { findPrice, PRICES_AS_OF } from '~/domain/prices'
import { Button } from '~/ui/button'
import { ChoiceCards } from '~/ui/choice'
import { TextField } from '~/ui/field'

export interface RunChoices {
  /** Stored in the batch's metadata; may be empty. */
  title: string
  completionWindow: '24h' | '1h'
}

interface RunFormProps {
  /** The model of the first request, for its price. */
  model: string | null
  /** The server's own estimate by window, where it has one. */
  estimates: Readonly<Record<'24h' | '1h', string | null>>
  /** Why the batch cannot start yet. */
  obstacle: string | undefined
  busy: boolean
  startLabel: string
  onStart: (choices: RunChoices) => void
  /** Progress and failures of the start, beside the button. */
  children?: ReactNode
}

const WINDOWS = [
  { value: '24h', title: 'Within 24 hours', description: 'The best price. Most batches end far sooner.' },
  { value: '1h', title: 'Within 1 hour', description: 'Dearer, for when the answers are needed today.' },
] as const

/** Title, window and the explicit act that starts the batch. */
export function RunForm({ model, estimates, obstacle, busy, startLabel, onStart, children }: RunFormProps) {
  const [title, setTitle] = useState('')
  const [completionWindow, setCompletionWindow] = useState<'24h' | '1h'>('24h')
  return (
    <form
      className="grid gap-6"
      onSubmit={(event) => {
        event.preventDefault()
        if (!busy && obstacle === undefined) onStart({ title: title.trim(), completionWindow })
      }}
    >
      <TextField
        label="Title"
        hint="How you will find this batch again. Optional."
        value={title}
        maxLength={200}
        autoComplete="off"
        onChange={({ target }) => setTitle(target.value)}
      />
      <ChoiceCards
        legend="When are the answers due?"
        value={completionWindow}
        onValueChange={setCompletionWindow}
        options={WINDOWS.map((window) => ({
          ...window,
          description: (
            <>
              {window.description}
              <Price model={model} window={window.value} estimate={estimates[window.value]} />
            </>
          ),
        }))}
      />
      {model && findPrice(model, '24h') ? (
        <p className="text-sm text-ink-muted">
          List prices of {PRICES_AS_OF}. Failed and cancelled rows are not charged.
        </p>
      ) : null}
      <div className="grid gap-3">
        <Button
          type="submit"
          variant="primary"
          icon={Play}
          busy={busy}
          disabledReason={obstacle}
          className="justify-self-start"
        >
          {startLabel}
        </Button>
        {obstacle === undefined ? null : <p className="text-sm text-ink-muted">{obstacle}</p>}
        {children}
      </div>
    </form>
  )
}

interface PriceProps {
  model: string | null
  window: '24h' | '1h'
  estimate: string | null
}

function Price({ model, window, estimate }: PriceProps) {
  const price = model ? findPrice(model, window) : null
  if (!price && !estimate) return null
  return (
    <span className="mt-2 flex flex-wrap gap-x-3 text-sm tabular-nums">
      {estimate ? <strong className="text-ink">about {estimate}</strong> : null}
      {price ? (
        <span className="text-ink-muted">
          ${price.input} in{price.output ? ` · $${price.output} out` : ''} per 1M tokens
        </span>
      ) : null}
    </span>
  )
}
