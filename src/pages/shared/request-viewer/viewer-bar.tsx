import { ArrowDown, ArrowUp, CornerDownRight } from 'lucide-react'
import { type SyntheticEvent, useEffect, useRef, useState } from 'react'
import { formatCount, formatPercent, formatQuantity } from '~/lib/format'
import { useSettledText } from '~/lib/use-settled-text'
import { Button, IconButton } from '~/ui/button'
import { SearchField, TextField } from '~/ui/field'
import { useTold } from '~/ui/use-told'
import type { LinesSession } from '~/workers/lines/session'
import { placeAmong } from './hits'
import type { LineSearchState } from './use-line-search'

interface SearchBarProps {
  search: string
  found: LineSearchState
  /** Bytes of the file, for the progress; `null` where nobody knows. */
  bytesTotal: number | null
  openLine: number | null
  /** The page's own search key leads here; not in a dialog. */
  hasShortcut: boolean
  onSearch: (words: string) => void
  onOpen: (line: number) => void
}

/** Search in all lines: how many have the words, and the way from one to the next. */
export function SearchBar({
  search,
  found,
  bytesTotal,
  openLine,
  hasShortcut,
  onSearch,
  onOpen,
}: SearchBarProps) {
  const [typed, type] = useSettledText(search, onSearch)
  const { rank, previous, next } = placeAmong(found.hits, openLine)
  const words = searchWords(found, rank, bytesTotal)
  // The way from one hit to the next is asked for as well.
  useTold(search === '' ? null : JSON.stringify([search, rank]), found.isDone ? words : null)
  return (
    <div className="flex min-w-0 grow flex-wrap items-center gap-x-3 gap-y-2">
      <SearchField
        label="Search in all lines"
        placeholder="Search in all lines"
        shortcutHint={hasShortcut ? '/' : undefined}
        value={typed}
        onValueChange={type}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing || typed !== search) return
          const target = event.shiftKey ? previous : next
          if (target !== null) onOpen(target)
        }}
        className="grow basis-56 sm:max-w-80"
      />
      {search === '' ? null : (
        <span className="flex items-center gap-1">
          <span className="min-w-24 text-sm text-ink-muted tabular-nums">{words}</span>
          <IconButton
            icon={ArrowUp}
            label="Previous hit (Shift Enter)"
            size="sm"
            disabledReason={previous === null ? 'There is no hit.' : undefined}
            onClick={() => previous !== null && onOpen(previous)}
          />
          <IconButton
            icon={ArrowDown}
            label="Next hit (Enter)"
            size="sm"
            disabledReason={next === null ? 'There is no hit.' : undefined}
            onClick={() => next !== null && onOpen(next)}
          />
        </span>
      )}
    </div>
  )
}

function searchWords(found: LineSearchState, rank: number | null, bytesTotal: number | null): string {
  const { hits, isDone, searchedBytes } = found
  const count =
    rank === null
      ? formatQuantity(hits.length, 'line')
      : `${formatCount(rank)} of ${formatCount(hits.length)}`
  if (isDone) return hits.length === 0 ? 'No line has this' : count
  const progress = bytesTotal === null ? 'searching' : `${formatPercent(searchedBytes, bytesTotal)} searched`
  return hits.length === 0 ? `${progress}…` : `${count}, ${progress}`
}

interface GoToProps {
  session: LinesSession
  onOpen: (line: number) => void
}

type Looking = { state: 'idle' } | { state: 'looking' } | { state: 'failed'; message: string }

/** Goes to a line by its number, or to the row with a `custom_id`. */
export function GoTo({ session, onOpen }: GoToProps) {
  const [typed, setTyped] = useState('')
  const [looking, setLooking] = useState<Looking>({ state: 'idle' })
  const asked = useRef<AbortController | null>(null)
  useEffect(() => {
    // Whoever leaves waits for no answer.
    return () => asked.current?.abort()
  }, [])

  const go = async (event: SyntheticEvent) => {
    event.preventDefault()
    const wanted = typed.trim().replace(/^(\d{1,3})([,.'\s]\d{3})+$/, (number) => number.replace(/\D/g, ''))
    if (wanted === '') return
    asked.current?.abort()
    if (/^[1-9]\d{0,8}$/.test(wanted)) {
      setLooking({ state: 'idle' })
      onOpen(Number(wanted))
      return
    }
    const asking = new AbortController()
    asked.current = asking
    setLooking({ state: 'looking' })
    try {
      const line = await session.find(wanted, asking.signal)
      setLooking(line === null ? { state: 'failed', message: 'No line has this id.' } : { state: 'idle' })
      if (line !== null) onOpen(line)
    } catch {
      if (!asking.signal.aborted) setLooking({ state: 'failed', message: 'The file cannot be read now.' })
    }
  }
  return (
    <form onSubmit={(event) => void go(event)} className="flex items-start gap-2">
      <TextField
        label="Line number or custom_id"
        labelHidden
        placeholder="Line or custom_id"
        autoComplete="off"
        spellCheck={false}
        value={typed}
        error={looking.state === 'failed' ? looking.message : undefined}
        onChange={({ target }) => {
          setTyped(target.value)
          setLooking({ state: 'idle' })
        }}
        className="sm:w-44"
      />
      <Button type="submit" icon={CornerDownRight} busy={looking.state === 'looking'}>
        Go to
      </Button>
    </form>
  )
}
