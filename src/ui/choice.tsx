import { useId } from 'react'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

interface Segment<Value extends string> {
  value: Value
  label: string
  /** Read out after the label, for example what a theme does. */
  description?: string | undefined
}

interface SegmentedControlProps<Value extends string> {
  label: string
  value: Value
  options: readonly Segment<Value>[]
  onValueChange: (value: Value) => void
  /** The label is read out but not shown. */
  labelHidden?: boolean | undefined
}

/** One of two to five short words, all in view; a group of radio buttons. */
export function SegmentedControl<Value extends string>({
  label,
  value,
  options,
  onValueChange,
  labelHidden = false,
}: SegmentedControlProps<Value>) {
  const name = useId()
  return (
    <fieldset className="min-w-0">
      <legend className={labelHidden ? 'sr-only' : 'mb-1.5 text-sm font-medium'}>{label}</legend>
      <div className="inline-flex max-w-full flex-wrap rounded-md border border-line-strong bg-raised p-0.5">
        {options.map((option) => (
          <label
            key={option.value}
            className="relative inline-flex h-7.5 cursor-pointer items-center rounded-sm px-3 font-medium text-ink-muted select-none hover:text-ink has-checked:bg-accent-wash has-checked:text-accent has-checked:ring-1 has-checked:ring-accent has-checked:ring-inset has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent pointer-coarse:h-10 forced-colors:has-checked:outline-2"
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onValueChange(option.value)}
              className="absolute inset-0 cursor-pointer appearance-none outline-none"
              aria-describedby={option.description ? `${name}-${option.value}` : undefined}
            />
            {option.label}
            {option.description ? (
              <span id={`${name}-${option.value}`} hidden>
                {option.description}
              </span>
            ) : null}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

interface Choice<Value extends string> {
  value: Value
  title: ReactNode
  description?: ReactNode
  /** Stands at the right, for example a price. */
  aside?: ReactNode
}

interface ChoiceCardsProps<Value extends string> {
  legend: string
  value: Value
  options: readonly Choice<Value>[]
  onValueChange: (value: Value) => void
}

/** One of a few things that need a sentence each; a group of radio buttons side by side. */
export function ChoiceCards<Value extends string>({
  legend,
  value,
  options,
  onValueChange,
}: ChoiceCardsProps<Value>) {
  const name = useId()
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 text-sm font-medium">{legend}</legend>
      <div className="grid gap-3 sm:grid-cols-2">
        {options.map((option) => (
          <label
            key={option.value}
            className={classNames(
              'flex cursor-pointer items-start gap-3 rounded-md border bg-raised px-4 py-3.5 transition-colors duration-100',
              'border-line-strong/60 hover:border-line-strong has-checked:border-accent has-checked:bg-accent-wash has-checked:ring-1 has-checked:ring-accent',
              'has-focus-visible:outline-2 has-focus-visible:outline-offset-3 has-focus-visible:outline-accent',
            )}
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onValueChange(option.value)}
              className="mt-0.5 size-4 shrink-0 accent-accent-solid outline-none"
            />
            <span className="min-w-0 grow space-y-1">
              <span className="block font-semibold">{option.title}</span>
              {option.description ? (
                <span className="block text-sm text-ink-muted">{option.description}</span>
              ) : null}
            </span>
            {option.aside ? <span className="shrink-0 text-right tabular-nums">{option.aside}</span> : null}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
