import { useId, useState } from 'react'
import * as z from 'zod/mini'
import { useSettledText } from '~/lib/use-settled-text'
import { FIELD_COMPARISONS, SEARCH_SCOPES } from '~/results/row-query'
import type { ResultsStatus } from '~/results/status'
import { SelectField, TextField } from '~/ui/field'
import type { ResultsSession } from '~/workers/results/session'
import { AskTrouble } from '../../../shared/rows/ask-trouble'
import { useAsked, useQuestion } from '../../../shared/rows/use-asked'
import { ResultsUrl } from '../url-schema'
import { kindOfField, plainDollars, plainTokens, rangeTrouble, valueRemark } from './field-remarks'
import { causeWords, SCOPE_WORDS, sortWords } from './filter-words'
import type { ChangeUrl } from './find-bar'

interface FilterFieldsProps {
  session: ResultsSession
  status: ResultsStatus
  url: ResultsUrl
  onChange: ChangeUrl
}

const SCOPES = SEARCH_SCOPES.map((value) => ({ value, label: SCOPE_WORDS[value] }))

const COMPARISON_LABELS = { is: 'is', contains: 'contains', over: 'is over', under: 'is under' } as const
const COMPARISONS = FIELD_COMPARISONS.map((value) => ({ value, label: COMPARISON_LABELS[value] }))

const DIRECTIONS = [
  { value: 'up', label: 'Ascending' },
  { value: 'down', label: 'Descending' },
] as const

const SORTS = ['row', 'custom_id', 'outcome', 'model', 'tokens', 'tokens_in', 'tokens_out', 'cost', 'time']

/** Structured answers mostly have the same fields: a few of them tell all. */
const ROWS_LOOKED_AT = 200

/** Every filter but the search and the outcome. */
export function FilterFields({ session, status, url, onChange }: FilterFieldsProps) {
  const id = useId()
  const { rowsListed } = status
  const models = useAsked(`${status.rowsRead} ${rowsListed}`, (signal) => session.models(signal)) ?? []
  const { answer: groups, ...askedGroups } = useQuestion(`${status.outcomes.failed}`, (signal) =>
    session.errorGroups(signal),
  )
  const looked = Math.min(rowsListed, ROWS_LOOKED_AT)
  const { answer, ...askedFields } = useQuestion(`${looked} ${status.rowsRead > 0}`, async (signal) => {
    const first = Uint32Array.from({ length: looked }, (_, row) => row)
    return session.fields(await session.snapshot(first, signal), signal)
  })
  const fields = answer?.names ?? []
  const isOrdered = url.field !== '' && (url.compare === 'over' || url.compare === 'under')
  const values = useAsked(
    isOrdered ? JSON.stringify([url.field, looked, Math.min(status.rowsRead, looked)]) : null,
    async (signal) => {
      const first = Uint32Array.from({ length: looked }, (_, row) => row)
      const lines = await session.lines(first, signal, [url.field])
      return { field: url.field, kind: kindOfField(lines.map(({ fields: [value = ''] }) => value)) }
    },
  )
  const kind = values?.field === url.field ? values.kind : null
  const remark = isOrdered ? valueRemark({ comparison: url.compare, value: url.value }, kind) : null
  const sorts = [...SORTS, ...fields.map((name) => `field:${name}`)]
  const causes = (groups ?? []).map(({ key, count }) => ({
    value: key,
    label: `${causeWords(key)} (${count})`,
  }))

  return (
    <fieldset className="grid min-w-0 gap-x-4 gap-y-3 rounded-md border border-line bg-raised p-4 @lg:grid-cols-2 @4xl:grid-cols-[1fr_1fr_1fr_1.3fr]">
      <legend className="sr-only">Filters</legend>
      <div className="col-span-full empty:hidden">
        <AskTrouble
          what="The lists to choose from"
          asked={{
            trouble: askedGroups.trouble ?? askedFields.trouble,
            isAskedAgain: askedGroups.isAskedAgain || askedFields.isAskedAgain,
            askAgain: () => {
              askedGroups.askAgain()
              askedFields.askAgain()
            },
          }}
        />
      </div>
      <SelectField
        label="Search in"
        options={SCOPES}
        value={url.in}
        onChange={({ target }) => onChange({ in: z.parse(ResultsUrl.shape.in, target.value) })}
      />
      <SelectField
        label="Model"
        options={choices(
          'Any model',
          models.map((value) => ({ value, label: value })),
          url.model,
          url.model,
        )}
        value={url.model}
        onChange={({ target }) => onChange({ model: target.value })}
      />
      <SelectField
        label="Why it failed"
        options={choices('Any reason', causes, url.cause, causeWords(url.cause))}
        value={url.cause}
        onChange={({ target }) => onChange({ cause: target.value })}
      />
      <div className="grid grid-cols-[minmax(0,1fr)_8.25rem] gap-2">
        <SelectField
          label="Order by"
          options={choices(
            null,
            sorts.map((value) => ({ value, label: capitalised(sortWords(value)) })),
            url.sort,
            sortWords(url.sort),
          )}
          value={url.sort}
          onChange={({ target }) => onChange({ sort: target.value })}
        />
        <SelectField
          label="Direction"
          options={DIRECTIONS}
          value={url.direction}
          onChange={({ target }) =>
            onChange({ direction: z.parse(ResultsUrl.shape.direction, target.value) })
          }
        />
      </div>
      <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] gap-2 @lg:col-span-2 @lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)_minmax(0,3fr)]">
        <div className="@max-lg:col-span-2">
          <SettledField
            label="Field of the answer"
            list={`${id}-fields`}
            placeholder="for example colour"
            value={url.field}
            onSettle={(field) => onChange({ field }, { replace: true })}
          />
        </div>
        <datalist id={`${id}-fields`}>
          {fields.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </datalist>
        <SelectField
          label="Comparison"
          options={COMPARISONS}
          value={url.compare}
          onChange={({ target }) => onChange({ compare: z.parse(ResultsUrl.shape.compare, target.value) })}
        />
        <SettledField
          label="Value"
          value={url.value}
          hint={remark?.kind === 'hint' ? remark.words : undefined}
          error={remark?.kind === 'error' ? remark.words : undefined}
          onSettle={(value) => onChange({ value }, { replace: true })}
        />
      </div>
      <RangeFields
        label="Tokens"
        inputMode="numeric"
        problem="Enter a whole number."
        read={plainTokens}
        schema={ResultsUrl.shape.tokens_from}
        from={url.tokens_from}
        to={url.tokens_to}
        onFrom={(value) => onChange({ tokens_from: value }, { replace: true })}
        onTo={(value) => onChange({ tokens_to: value }, { replace: true })}
      />
      <RangeFields
        label="Cost in $"
        inputMode="decimal"
        problem="Enter a decimal such as 0.002."
        read={plainDollars}
        schema={ResultsUrl.shape.cost_from}
        from={url.cost_from}
        to={url.cost_to}
        onFrom={(value) => onChange({ cost_from: value }, { replace: true })}
        onTo={(value) => onChange({ cost_to: value }, { replace: true })}
      />
    </fieldset>
  )
}

interface Choice {
  value: string
  label: string
}

/** The options of a list, with what is chosen among them though it occur no longer. */
function choices(
  none: string | null,
  options: readonly Choice[],
  chosen: string,
  chosenLabel: string,
): Choice[] {
  const isThere = chosen === '' || options.some(({ value }) => value === chosen)
  return [
    ...(none === null ? [] : [{ value: '', label: none }]),
    ...options,
    ...(isThere ? [] : [{ value: chosen, label: chosenLabel }]),
  ]
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}

interface RangeFieldsProps {
  label: string
  inputMode: 'numeric' | 'decimal'
  problem: string
  /** What is typed as it stands in the address. */
  read: (typed: string) => string
  /** Reads anything else as empty. */
  schema: z.ZodMiniType<string>
  from: string
  to: string
  onFrom: (value: string) => void
  onTo: (value: string) => void
}

function RangeFields({ label, inputMode, problem, read, schema, from, to, onFrom, onTo }: RangeFieldsProps) {
  const shared = { inputMode, problem, read, schema }
  return (
    <div className="grid grid-cols-2 gap-2">
      <SettledField {...shared} label={`${label} from`} value={from} onSettle={onFrom} />
      <SettledField
        {...shared}
        label="to"
        aria-label={`${label} to`}
        value={to}
        error={rangeTrouble(from, to) ?? undefined}
        onSettle={onTo}
      />
    </div>
  )
}

interface SettledFieldProps {
  label: string
  'aria-label'?: string
  value: string
  onSettle: (value: string) => void
  list?: string
  placeholder?: string
  inputMode?: 'numeric' | 'decimal'
  hint?: string | undefined
  /** What is wrong with the value as it is known. */
  error?: string | undefined
  /** What is said of anything that `read` and `schema` do not take. */
  problem?: string
  read?: (typed: string) => string
  schema?: z.ZodMiniType<string>
}

/** A field whose text reaches the address when the typing pauses, and only when it can be read. */
function SettledField({
  value,
  onSettle,
  error,
  problem,
  read: plainOf,
  schema,
  ...field
}: SettledFieldProps) {
  const [isWrong, setWrong] = useState(false)
  const [typed, type] = useSettledText(value, (text) => {
    const plain = plainOf === undefined ? text : plainOf(text)
    const read = schema === undefined ? plain : z.parse(schema, plain)
    setWrong(read !== plain)
    if (read === plain) onSettle(read)
  })
  return (
    <TextField
      {...field}
      autoComplete="off"
      spellCheck={false}
      value={typed}
      error={isWrong && typed !== value ? problem : error}
      onChange={({ target }) => type(target.value)}
    />
  )
}
