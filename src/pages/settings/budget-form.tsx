import { useState } from 'react'
import { changeSettings, readBudget, useSettings } from '~/lib/settings'
import { TextField } from '~/ui/field'

/** The sum above which the start of a batch asks first. What is typed holds at once when it is a sum. */
export function BudgetForm() {
  const { budgetUsd } = useSettings()
  const [typed, setTyped] = useState(budgetUsd ?? '')
  const isWrong = typed.trim() !== '' && readBudget(typed) === null
  return (
    <section aria-labelledby="budget" className="grid gap-5 border-t border-line-strong pt-4">
      <h2 id="budget" className="text-lg font-semibold">
        Budget
      </h2>
      <TextField
        label="Ask me before a batch may cost more than (US dollars)"
        hint="Compared with the upper end of the estimate. Leave it empty to be never asked."
        error={isWrong ? 'Enter a sum such as 20 or 0.50. Until then the last one holds.' : undefined}
        inputMode="decimal"
        autoComplete="off"
        className="max-w-48"
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value)
          const sum = readBudget(target.value)
          if (sum !== null || target.value.trim() === '') changeSettings({ budgetUsd: sum })
        }}
      />
      <p className="text-sm text-ink-muted">Kept in this browser.</p>
    </section>
  )
}
