import { SelectField, TextField } from '~/ui/field'
import type { CheckedIntake } from './use-intake'

interface ModelChoiceProps {
  value: string
  /** What the server lists; empty when it lists nothing. */
  models: readonly string[]
  onValueChange: (model: string) => void
}

/** The model to ask: one that the server lists, or any name where it lists none. */
export function ModelChoice({ value, models, onValueChange }: ModelChoiceProps) {
  if (models.length === 0) {
    return (
      <TextField
        label="Model"
        hint="The server lists no models; write the name exactly as it knows it."
        value={value}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => onValueChange(target.value.trim())}
      />
    )
  }
  const options = models.map((id) => ({ value: id, label: id }))
  return (
    <SelectField
      label="Model"
      value={value}
      options={value === '' ? [{ value: '', label: 'Choose a model' }, ...options] : options}
      onChange={({ target }) => onValueChange(target.value)}
    />
  )
}

/** The listed model that the file uses most, or one that its unknown model may mean; empty when there is none. */
export function usualModel({ report, models }: CheckedIntake): string {
  const used = report.models.find(({ name }) => models.includes(name))
  if (used) return used.name
  const bare = (id: string) => id.toLowerCase().slice(id.lastIndexOf('/') + 1)
  return models.find((id) => report.models.some(({ name }) => bare(name) === bare(id))) ?? ''
}
