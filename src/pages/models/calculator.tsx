import { useSettledText } from '~/lib/use-settled-text'
import { TextField } from '~/ui/field'

interface CalculatorProps {
  /** As they stand in the URL: whole numbers. */
  values: { rows: string; input: string; output: string }
  onChange: (values: Partial<{ rows: string; input: string; output: string }>) => void
}

/** More could not be multiplied exactly. */
const MOST_DIGITS = { rows: 9, input: 6, output: 6 }

/** Reads a whole number; people group digits with spaces, commas or points. */
function readCount(typed: string, digits: number): string | null {
  const text = typed.trim().replace(/(?<=\d)[\s,.'](?=\d{3}(?:\D|$))/g, '')
  return new RegExp(`^\\d{1,${digits}}$`).test(text) ? String(Number(text)) : null
}

/** What the batch would hold; every price below then shows what it would cost. */
export function Calculator({ values, onChange }: CalculatorProps) {
  return (
    <fieldset className="grid gap-4 border-b border-line-strong pb-5">
      <legend className="sr-only">What would a batch cost?</legend>
      <p aria-hidden className="font-semibold">
        What would a batch cost?
      </p>
      <div className="grid grid-cols-2 items-start gap-x-6 gap-y-4 max-sm:*:first:col-span-2 sm:max-w-3xl sm:grid-cols-3">
        <CountField
          label="Rows"
          value={values.rows}
          digits={MOST_DIGITS.rows}
          onCount={(rows) => onChange({ rows })}
        />
        <CountField
          label="Tokens in, a row"
          hint="About 4 characters of English text each."
          value={values.input}
          digits={MOST_DIGITS.input}
          onCount={(input) => onChange({ input })}
        />
        <CountField
          label="Tokens out, a row"
          hint="The length of an answer, its reasoning included."
          value={values.output}
          digits={MOST_DIGITS.output}
          onCount={(output) => onChange({ output })}
        />
      </div>
    </fieldset>
  )
}

interface CountFieldProps {
  label: string
  hint?: string
  value: string
  digits: number
  onCount: (count: string) => void
}

/** A whole number. What is typed stays in the field; only what can be read is handed on. */
function CountField({ label, hint, value, digits, onCount }: CountFieldProps) {
  const [typed, type] = useSettledText(value, (text) => {
    const count = readCount(text, digits)
    if (count !== null) onCount(count)
  })
  const readable = readCount(typed, digits) !== null
  return (
    <TextField
      label={label}
      hint={hint}
      error={readable ? undefined : `Enter a whole number of at most ${digits} digits.`}
      inputMode="numeric"
      autoComplete="off"
      value={typed}
      onChange={({ target }) => type(target.value)}
    />
  )
}
