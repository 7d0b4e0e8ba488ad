import { useId, useState } from 'react'
import { saveOwnPrices, usePriceBook } from '~/api/own-prices'
import { type OwnPrice, readTypedPrice, type TypedPrice } from '~/domain/own-prices'
import { oneLine, SHOWN_OF_MODEL } from '~/domain/results/one-line'
import { findPrice, MODEL_PRICES, PRICE_TIERS, type PriceTier, type TokenPrice } from '~/domain/prices'
import { Button } from '~/ui/button'
import { Dialog } from '~/ui/dialog'
import { TextField } from '~/ui/field'

const TIER_WORDS = {
  '24h': 'Within 24 hours',
  '1h': 'Within 1 hour',
  realtime: 'Realtime, for comparison',
} satisfies Record<PriceTier, string>

const TIERS_AS_SHOWN = ['24h', '1h', 'realtime'] as const

interface PriceDialogProps {
  /** Its id. */
  model: string
  onClose: () => void
  /** Called after the prices were kept or taken back. @param kept false: the browser stores nothing */
  onSaved: (kept: boolean) => void
}

/** A person's own prices of one model. Empty fields mean the snapshot's price, where there is one. */
export function PriceDialog({ model, onClose, onSaved }: PriceDialogProps) {
  const { own } = usePriceBook()
  const formId = useId()
  const [typed, setTyped] = useState(() => typedFrom(model, own))
  const [checked, setChecked] = useState(false)
  const inputOnly = MODEL_PRICES.some(({ id, kind }) => id === model && kind === 'embedding')
  const read = (tier: PriceTier) => readTypedPrice(typed[tier], inputOnly)
  const hasOwn = own.some((price) => price.model === model)

  const save = (prices: Partial<Record<PriceTier, TokenPrice>>) => {
    onSaved(saveOwnPrices(model, prices))
    onClose()
  }
  const submit = () => {
    setChecked(true)
    const results = PRICE_TIERS.map((tier) => ({ tier, result: read(tier) }))
    if (results.some(({ result }) => result.kind === 'wrong')) return
    save(
      Object.fromEntries(
        results.flatMap(({ tier, result }) => (result.kind === 'price' ? [[tier, result.price]] : [])),
      ),
    )
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={`Your price of ${oneLine(model, SHOWN_OF_MODEL)}`}
      footer={
        <>
          {hasOwn ? (
            <Button variant="quiet" className="mr-auto" onClick={() => save({})}>
              Back to list prices
            </Button>
          ) : null}
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary">
            Save
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="grid gap-5"
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <p className="text-ink-muted">
          US dollars per 1M tokens, for this console’s estimates only. Empty fields take the list price. Kept
          in this browser.
        </p>
        {TIERS_AS_SHOWN.map((tier) => {
          const result = read(tier)
          const wrong = checked && result.kind === 'wrong' ? result : null
          const list = findPrice(model, tier)
          const change = (part: Partial<TypedPrice>) =>
            setTyped((current) => ({ ...current, [tier]: { ...current[tier], ...part } }))
          return (
            <fieldset key={tier} className="grid grid-cols-2 gap-x-4">
              <legend className="mb-1.5 text-sm font-semibold">{TIER_WORDS[tier]}</legend>
              <TextField
                label="Input"
                inputMode="decimal"
                autoComplete="off"
                placeholder={list?.input ?? 'Not known'}
                error={wrong?.input}
                value={typed[tier].input}
                onChange={({ target }) => change({ input: target.value })}
              />
              {inputOnly ? null : (
                <TextField
                  label="Output"
                  inputMode="decimal"
                  autoComplete="off"
                  placeholder={list?.output ?? 'Not known'}
                  error={wrong?.output}
                  value={typed[tier].output}
                  onChange={({ target }) => change({ output: target.value })}
                />
              )}
            </fieldset>
          )
        })}
      </form>
    </Dialog>
  )
}

function typedFrom(model: string, own: readonly OwnPrice[]): Record<PriceTier, TypedPrice> {
  const typedIn = (tier: PriceTier): TypedPrice => {
    const entry = own.find((candidate) => candidate.model === model && candidate.tier === tier)
    return { input: entry?.price.input ?? '', output: entry?.price.output ?? '' }
  }
  return { realtime: typedIn('realtime'), '1h': typedIn('1h'), '24h': typedIn('24h') }
}
