import { ChevronRight, Plus, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { type MetadataPair, mostPairs, pairProblems } from '~/domain/metadata-rules'
import { Button, IconButton } from '~/ui/button'
import { TextField } from '~/ui/field'

/** A pair with a number of its own, so that its fields stay where they are when others go. */
export interface EditedPair extends MetadataPair {
  id: number
}

interface MetadataEditorProps {
  pairs: readonly EditedPair[]
  onChange: (pairs: EditedPair[]) => void
  /** The batch is a part of a job, which writes keys of its own. */
  isJob: boolean
  /** Problems are named: the person has tried to start. */
  showsProblems: boolean
}

/** Own words kept with the batch, as pairs of key and value; folded away, for few need it. */
export function MetadataEditor({ pairs, onChange, isJob, showsProblems }: MetadataEditorProps) {
  const problems = pairProblems(pairs)
  const most = mostPairs(isJob)
  const [isOpen, setIsOpen] = useState(pairs.length > 0)
  const list = useRef<HTMLDivElement>(null)
  const addButton = useRef<HTMLButtonElement>(null)
  const fieldsNow = () => list.current?.querySelectorAll('input') ?? []
  const add = () => {
    const id = 1 + Math.max(0, ...pairs.map((pair) => pair.id))
    // The new field must be there to take the focus: whoever adds a pair types its key next.
    flushSync(() => onChange([...pairs, { id, key: '', value: '' }]))
    ;[...fieldsNow()].at(-2)?.focus()
  }
  const remove = (id: number, index: number) => {
    flushSync(() => onChange(pairs.filter((pair) => pair.id !== id)))
    const fields = [...fieldsNow()]
    const next = fields[2 * index] ?? fields.at(-2)
    if (next) next.focus()
    else addButton.current?.focus()
  }
  const change = (id: number, changes: Partial<MetadataPair>) =>
    onChange(pairs.map((pair) => (pair.id === id ? { ...pair, ...changes } : pair)))
  return (
    <details className="group" open={isOpen} onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary className="flex w-fit list-none items-center gap-2 text-sm font-medium hover:text-accent [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-4 text-ink-muted transition-transform duration-100 group-open:rotate-90"
          strokeWidth={1.75}
        />
        Metadata
      </summary>
      <div ref={list} className="grid gap-3 pt-3">
        <p className="text-sm text-ink-muted">
          Own words kept with the batch, for example a project or a ticket. At most {most} pairs.
        </p>
        {pairs.map(({ id, key, value }, index) => (
          <div key={id} className="grid items-start gap-2 sm:grid-cols-[2fr_3fr_auto]">
            <TextField
              label={`Key ${index + 1}`}
              value={key}
              autoComplete="off"
              spellCheck={false}
              error={showsProblems ? problems[index]?.key : undefined}
              onChange={({ target }) => change(id, { key: target.value })}
            />
            <TextField
              label={`Value ${index + 1}`}
              value={value}
              autoComplete="off"
              error={showsProblems ? problems[index]?.value : undefined}
              onChange={({ target }) => change(id, { value: target.value })}
            />
            <IconButton
              icon={X}
              label={`Remove pair ${index + 1}`}
              className="sm:mt-6.5"
              onClick={() => remove(id, index)}
            />
          </div>
        ))}
        <Button
          size="sm"
          icon={Plus}
          className="justify-self-start"
          disabledReason={pairs.length >= most ? `At most ${most} pairs.` : undefined}
          ref={addButton}
          onClick={add}
        >
          Add a pair
        </Button>
      </div>
    </details>
  )
}
