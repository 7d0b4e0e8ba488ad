import { ChevronDown, CircleAlert, Search, X } from 'lucide-react'
import { useId, useRef } from 'react'
import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names.ts'

interface FieldTexts {
  label: ReactNode
  /** What to enter, or what it is for. */
  hint?: ReactNode
  /** What is wrong and how to put it right. */
  error?: ReactNode
}

const CONTROL =
  'w-full min-w-0 rounded-md border border-line-strong bg-raised px-3 text-ink placeholder:text-ink-muted hover:border-ink-muted focus-visible:outline-offset-0 aria-invalid:border-danger disabled:cursor-not-allowed disabled:border-line disabled:bg-sunken disabled:text-ink-muted max-sm:text-lg'

const CONTROL_HEIGHT = 'h-9 pointer-coarse:h-11'

interface Wiring {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

function useWiring({ hint, error }: FieldTexts, givenId: string | undefined): Wiring {
  const ownId = useId()
  const id = givenId ?? ownId
  const described = [hint ? `${id}-hint` : null, error ? `${id}-error` : null].filter(Boolean).join(' ')
  return { id, 'aria-describedby': described || undefined, 'aria-invalid': error ? true : undefined }
}

interface LabelledProps {
  wiring: Wiring
  texts: FieldTexts
  labelHidden?: boolean | undefined
  children: ReactNode
}

function Labelled({ wiring, texts, labelHidden = false, children }: LabelledProps) {
  return (
    <div className="grid min-w-0 content-start gap-1.5">
      <label htmlFor={wiring.id} className={labelHidden ? 'sr-only' : 'text-sm font-medium'}>
        {texts.label}
      </label>
      {children}
      <HintAndError id={wiring.id} texts={texts} />
    </div>
  )
}

function HintAndError({ id, texts }: { id: string; texts: Pick<FieldTexts, 'hint' | 'error'> }) {
  return (
    <>
      {texts.hint ? (
        <p id={`${id}-hint`} className="text-sm text-ink-muted">
          {texts.hint}
        </p>
      ) : null}
      {texts.error ? (
        <p id={`${id}-error`} className="flex gap-1.5 text-sm font-medium text-danger">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" strokeWidth={2} />
          <span className="min-w-0 wrap-anywhere">{texts.error}</span>
        </p>
      ) : null}
    </>
  )
}

interface TextFieldProps extends FieldTexts, ComponentProps<'input'> {
  /** The label is read out but not shown. */
  labelHidden?: boolean | undefined
}

/** One line of text. */
export function TextField({ label, hint, error, labelHidden, className, id, ...input }: TextFieldProps) {
  const texts = { label, hint, error }
  const wiring = useWiring(texts, id)
  return (
    <Labelled wiring={wiring} texts={texts} labelHidden={labelHidden}>
      <input type="text" {...input} {...wiring} className={classNames(CONTROL, CONTROL_HEIGHT, className)} />
    </Labelled>
  )
}

/** Several lines of text. */
export function TextAreaField({
  label,
  hint,
  error,
  className,
  id,
  ...area
}: FieldTexts & ComponentProps<'textarea'>) {
  const texts = { label, hint, error }
  const wiring = useWiring(texts, id)
  return (
    <Labelled wiring={wiring} texts={texts}>
      <textarea {...area} {...wiring} className={classNames(CONTROL, 'py-2', className)} />
    </Labelled>
  )
}

interface SelectOption {
  value: string
  label: string
}

interface SelectFieldProps extends FieldTexts, Omit<ComponentProps<'select'>, 'children'> {
  options: readonly SelectOption[]
  /** The label is read out but not shown, for filters above a list. */
  labelHidden?: boolean | undefined
}

/** One of a list, with the platform's own picker. */
export function SelectField({
  label,
  hint,
  error,
  options,
  labelHidden,
  className,
  id,
  ...select
}: SelectFieldProps) {
  const texts = { label, hint, error }
  const wiring = useWiring(texts, id)
  return (
    <Labelled wiring={wiring} texts={texts} labelHidden={labelHidden}>
      <span className="relative block">
        <select
          {...select}
          {...wiring}
          className={classNames(CONTROL, CONTROL_HEIGHT, 'appearance-none truncate pr-9', className)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown
          aria-hidden
          className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2 text-ink-muted"
        />
      </span>
    </Labelled>
  )
}

/** Yes or no. */
export function CheckboxField({
  label,
  hint,
  error,
  className,
  id,
  ...input
}: FieldTexts & Omit<ComponentProps<'input'>, 'type'>) {
  const texts = { label, hint, error }
  const wiring = useWiring(texts, id)
  return (
    <div className={classNames('flex items-start gap-2.5', className)}>
      <input {...input} {...wiring} type="checkbox" className="mt-0.5 size-4 shrink-0 accent-accent-solid" />
      <div className="min-w-0 space-y-1">
        <label htmlFor={wiring.id} className="block font-medium">
          {label}
        </label>
        <HintAndError id={wiring.id} texts={texts} />
      </div>
    </div>
  )
}

interface SearchFieldProps extends Omit<ComponentProps<'input'>, 'value' | 'type' | 'onChange'> {
  /** Read out; the placeholder may say the same. */
  label: string
  value: string
  onValueChange: (value: string) => void
  /** The key that brings the focus here, shown while the field is empty, for example "/". */
  shortcutHint?: string | undefined
}

/** A search as one types. The `/` key finds it by its `type="search"`. */
export function SearchField({
  label,
  value,
  onValueChange,
  shortcutHint,
  className,
  id,
  ...input
}: SearchFieldProps) {
  const field = useRef<HTMLInputElement>(null)
  const ownId = useId()

  function clear() {
    onValueChange('')
    field.current?.focus()
  }

  return (
    <div className={classNames('relative min-w-0', className)}>
      <label htmlFor={id ?? ownId} className="sr-only">
        {label}
      </label>
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-ink-muted"
      />
      <input
        placeholder={label}
        autoComplete="off"
        spellCheck={false}
        {...input}
        ref={field}
        id={id ?? ownId}
        type="search"
        value={value}
        onChange={(event) => onValueChange(event.target.value)}
        className={classNames(CONTROL, CONTROL_HEIGHT, 'pr-9 pl-9 [&::-webkit-search-cancel-button]:hidden')}
      />
      <span className="absolute inset-y-0 right-1.5 flex items-center">
        {value ? (
          <button
            type="button"
            aria-label="Clear the search"
            onClick={clear}
            className="inline-flex size-7 items-center justify-center rounded-sm text-ink-muted hover:text-ink"
          >
            <X aria-hidden className="size-4" />
          </button>
        ) : shortcutHint ? (
          <kbd
            aria-hidden
            className="pointer-events-none mr-1 rounded-sm border border-line px-1.5 font-mono text-xs text-ink-muted pointer-coarse:hidden"
          >
            {shortcutHint}
          </kbd>
        ) : null}
      </span>
    </div>
  )
}
