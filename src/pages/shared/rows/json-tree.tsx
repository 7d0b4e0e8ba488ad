import { memo, useMemo, useState } from 'react'
import { type JsonEntry, jsonEntries, jsonKind } from '~/domain/results/json-entries'
import { fieldText } from '~/domain/results/answer-fields'
import { oneLine } from '~/domain/results/one-line'
import { formatCount, formatQuantity } from '~/lib/format'
import { Button } from '~/ui/button'
import { LongText } from './long-text'
import { VisibleText } from './visible-text'

/** Entries of one object or list shown at once, and how many stand open by themselves. */
const AT_ONCE = 100
const OPEN_AT_MOST = 20
const OPEN_LEVELS = 2
/** Longest text that stands beside its name. */
const SHORT_TEXT = 200

/**
 * A JSON object or list that folds. What is folded is not looked into, so size and nesting cost nothing, and
 * numbers stand with all the digits they were written with. Memoised: a live row is drawn a few times a second.
 * @param json valid, without white space before it
 */
export const JsonTree = memo(function JsonTree({ json }: { json: string }) {
  return (
    <div className="font-mono text-xs leading-5">
      <Entries json={json} level={1} />
    </div>
  )
})

function Entries({ json, level }: { json: string; level: number }) {
  const [shown, setShown] = useState(AT_ONCE)
  const entries = useMemo(() => jsonEntries(json), [json])
  if (entries.length === 0)
    return <p className="text-ink-muted">{jsonKind(json) === 'array' ? '[]' : '{}'}</p>
  const isList = jsonKind(json) === 'array'
  return (
    <>
      <ul className="grid gap-0.5">
        {entries.slice(0, shown).map((entry, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- names may repeat, places do not
          <li key={index} className="min-w-0">
            <Entry
              entry={entry}
              isListed={isList}
              level={level}
              startsOpen={level < OPEN_LEVELS && entries.length <= OPEN_AT_MOST}
            />
          </li>
        ))}
      </ul>
      {entries.length > shown ? (
        <p className="flex flex-wrap items-center gap-3 pt-1 font-sans text-sm text-ink-muted">
          <span className="tabular-nums">
            {formatCount(shown)} of {formatCount(entries.length)}
          </span>
          <Button size="sm" onClick={() => setShown(shown + AT_ONCE * 5)}>
            Show more
          </Button>
        </p>
      ) : null}
    </>
  )
}

interface EntryProps {
  entry: JsonEntry
  isListed: boolean
  level: number
  startsOpen: boolean
}

function Entry({ entry: { name, json }, isListed, level, startsOpen }: EntryProps) {
  const [isOpen, setOpen] = useState(startsOpen)
  const kind = jsonKind(json)
  const label = <Name name={name} isPlace={isListed} />
  if (kind === 'object' || kind === 'array') {
    return (
      <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className="w-fit max-w-full">
          {label} <span className="text-ink-muted">{isOpen ? '' : digest(json, kind)}</span>
        </summary>
        {isOpen ? (
          // Deep levels stop moving to the right: there would be no room for the text.
          <div className={level < 12 ? 'border-l border-line pl-3' : 'border-l border-line pl-px'}>
            <Entries json={json} level={level + 1} />
          </div>
        ) : null}
      </details>
    )
  }
  if (kind === 'other') {
    return (
      <p>
        {label} <span className="text-accent">{json}</span>
      </p>
    )
  }
  const text = fieldText(json)
  return text.length <= SHORT_TEXT && !text.includes('\n') ? (
    <p dir="auto" className="wrap-anywhere">
      {label} <VisibleText text={text} />
    </p>
  ) : (
    <div>
      <p>{label}</p>
      <div className="border-l border-line pl-3 font-sans text-base">
        <LongText text={text} />
      </div>
    </div>
  )
}

function Name({ name, isPlace }: { name: string; isPlace: boolean }) {
  return (
    <bdi className="text-ink-muted">
      {isPlace ? `${Number(name) + 1}.` : <VisibleText text={`${oneLine(name, 120)}:`} />}
    </bdi>
  )
}

/** What a folded value holds, from its beginning: counting megabytes of entries for one line would take long. */
function digest(json: string, kind: 'object' | 'array'): string {
  if (json.length > 20_000) return kind === 'array' ? '[…]' : '{…}'
  const { length } = jsonEntries(json)
  if (kind === 'array') return length === 0 ? '[]' : `[${formatQuantity(length, 'entry', 'entries')}]`
  return length === 0 ? '{}' : `{${formatQuantity(length, 'field')}}`
}
