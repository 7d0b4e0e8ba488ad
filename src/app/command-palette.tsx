import { Search } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { classNames } from '~/ui/class-names'
import { useModalDialog } from '~/ui/use-modal-dialog'
import { fuzzyFilter } from './fuzzy-match'
import { useCommands } from './use-commands'
import type { Command } from './use-commands'

interface CommandPaletteProps {
  onClose: () => void
  onOpenKeys: () => void
}

/** Type a few letters, press Enter: pages, the newest batches and files, and actions. */
export function CommandPalette({ onClose, onOpenKeys }: CommandPaletteProps) {
  const dialog = useModalDialog(true)
  const listId = useId()
  const { commands, loading } = useCommands(onOpenKeys)
  const [typed, setTyped] = useState('')
  const [active, setActive] = useState(0)
  const found = fuzzyFilter(typed, commands, ({ label, alsoCalled }) => `${label} ${alsoCalled}`)
  // The lists arrive while one types: the marked entry must exist.
  const marked = Math.min(active, found.length - 1)
  const idOf = (index: number) => `${listId}-${index}`

  function run(command: Command) {
    onClose()
    command.run()
  }

  function onKeyDown(event: KeyboardEvent) {
    const next = nextIndex(event.key, marked, found.length)
    const command = found[marked]
    if (next !== null) setActive(next)
    else if (event.key === 'Enter' && command && !event.nativeEvent.isComposing) run(command)
    else return
    event.preventDefault()
  }

  return (
    <dialog
      ref={dialog}
      aria-label="Search and commands"
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) onClose()
      }}
      className="mx-auto mt-[max(1rem,10vh)] max-h-[min(36rem,80dvh)] w-[calc(100%-2rem)] max-w-xl flex-col overflow-hidden rounded-lg border border-line bg-raised text-ink shadow-float open:flex"
    >
      <div className="rule-double-b flex shrink-0 items-center gap-3 px-4">
        <Search aria-hidden className="size-4 shrink-0 text-ink-muted" strokeWidth={1.75} />
        <input
          type="text"
          role="combobox"
          aria-label="Search and commands"
          aria-expanded
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={marked >= 0 ? idOf(marked) : undefined}
          placeholder="Go to, find or do…"
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value)
            setActive(0)
          }}
          onKeyDown={onKeyDown}
          className="h-13 min-w-0 grow bg-transparent text-lg outline-none placeholder:text-ink-muted"
        />
      </div>
      <div
        id={listId}
        role="listbox"
        aria-label="Found"
        aria-busy={loading}
        tabIndex={-1}
        className="min-h-0 grow overflow-y-auto py-1.5"
      >
        {found.map((command, index) => (
          <Option
            key={command.id}
            id={idOf(index)}
            command={command}
            marked={index === marked}
            onMark={() => setActive(index)}
            onRun={() => run(command)}
          />
        ))}
      </div>
      <p role="status" className={found.length === 0 ? 'px-4 pb-5 text-ink-muted' : 'sr-only'}>
        {found.length === 0
          ? 'Nothing fits. Older batches and files are found by the search on their pages.'
          : ''}
      </p>
    </dialog>
  )
}

interface OptionProps {
  id: string
  command: Command
  marked: boolean
  onMark: () => void
  onRun: () => void
}

function Option({ id, command, marked, onMark, onRun }: OptionProps) {
  const row = useRef<HTMLDivElement>(null)

  useEffect(() => {
    // The focus stays in the field, so the browser does not scroll to the marked entry.
    if (marked) row.current?.scrollIntoView({ block: 'nearest' })
  }, [marked])

  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the field handles the keys of its list
    <div
      ref={row}
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={marked}
      onClick={onRun}
      onPointerMove={marked ? undefined : onMark}
      className={classNames(
        'flex h-10 cursor-pointer items-center gap-3 border-l-2 pr-4 pl-3.5',
        marked ? 'border-accent bg-accent-wash' : 'border-transparent forced-colors:border-l-0',
      )}
    >
      <command.icon aria-hidden className="size-4 shrink-0 text-ink-muted" strokeWidth={1.75} />
      <span className="min-w-0 truncate">{command.label}</span>
      <span className="ml-auto shrink-0 text-sm text-ink-muted">{command.kind}</span>
    </div>
  )
}

/** Which entry a key moves to, round at both ends; `null` when the key does not move. */
function nextIndex(key: string, at: number, count: number): number | null {
  if (count === 0) return null
  if (key === 'ArrowDown') return (at + 1) % count
  if (key === 'ArrowUp') return (at - 1 + count) % count
  return null
}
