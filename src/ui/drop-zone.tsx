import { FileUp } from 'lucide-react'
import { useEffect, useEffectEvent, useId, useRef, useState } from 'react'
import type { DragEvent, ReactNode } from 'react'
import { acceptedFiles } from './accepted-files.ts'
import { useAnnounce } from './announcer.tsx'
import { buttonClass } from './button.tsx'
import { classNames } from './class-names.ts'

interface DropZoneProps {
  /** Endings with their dots, separated by commas, for example ".jsonl,.csv". */
  accept: string
  multiple?: boolean | undefined
  /** Called with at least one file. */
  onFiles: (files: File[]) => void
  /** What the button says, for example "Choose a file". */
  label: string
  /** What can be dropped here. */
  hint: ReactNode
  /** Below the button: other ways in. */
  children?: ReactNode
}

/** A place to drop files, with a button that opens the browser's file picker. */
export function DropZone({ accept, multiple = false, onFiles, label, hint, children }: DropZoneProps) {
  const announce = useAnnounce()
  const input = useRef<HTMLInputElement>(null)
  const hintId = useId()
  const [dragging, setDragging] = useState(false)
  const [refused, setRefused] = useState(false)

  function take(list: FileList | null) {
    const offered = [...(list ?? [])]
    if (offered.length === 0) return
    const fitting = acceptedFiles(offered, accept)
    const chosen = multiple ? fitting : fitting.slice(0, 1)
    setRefused(chosen.length === 0)
    if (chosen.length === 0) return
    announce(`${chosen.map((file) => file.name).join(', ')} chosen`)
    onFiles(chosen)
  }

  function drop(event: DragEvent) {
    event.preventDefault()
    setDragging(false)
    take(event.dataTransfer.files)
  }

  function dragOver(event: DragEvent) {
    if (!event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    setDragging(true)
  }

  function dragLeave(event: DragEvent) {
    const { relatedTarget, currentTarget } = event
    if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setDragging(false)
  }

  return (
    <div
      role="presentation"
      data-drop-zone=""
      onDragOver={dragOver}
      onDragLeave={dragLeave}
      onDrop={drop}
      className={classNames(
        'flex flex-col items-start gap-4 rounded-lg border border-dashed px-6 py-8 transition-colors duration-100 max-sm:px-4',
        dragging ? 'border-accent bg-accent-wash' : 'border-line-strong bg-raised',
      )}
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <button
          type="button"
          onClick={() => input.current?.click()}
          aria-describedby={hintId}
          className={buttonClass()}
        >
          <FileUp aria-hidden className="size-4" strokeWidth={1.75} />
          {label}
        </button>
        <p id={hintId} className="min-w-0 text-ink-muted">
          {hint}
        </p>
      </div>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        multiple={multiple}
        aria-label={label}
        onChange={(event) => {
          take(event.target.files)
          // The same file chosen again must be a change again.
          event.target.value = ''
        }}
      />
      {refused ? (
        <p role="alert" className="text-sm font-medium text-danger">
          That kind of file does not go here. It takes {accept.split(',').join(', ')}.
        </p>
      ) : null}
      {children}
    </div>
  )
}

/**
 * Takes files dropped anywhere on the window, except on a `DropZone`, which takes its own.
 * @returns whether files are being dragged over the window now, for `WindowDropOverlay`
 */
export function useWindowFileDrop(onFiles: (files: File[]) => void): boolean {
  const [dragging, setDragging] = useState(false)
  const take = useEffectEvent(onFiles)

  useEffect(() => {
    // Drag events of the whole window, which React's tree does not cover.
    const controller = new AbortController()
    const { signal } = controller
    const onDropZone = ({ target }: Event) => target instanceof Element && target.closest('[data-drop-zone]')

    window.addEventListener(
      'dragover',
      (event) => {
        if (!event.dataTransfer?.types.includes('Files')) return
        // Without this the browser would leave the page and open the file.
        event.preventDefault()
        setDragging(!onDropZone(event))
      },
      { signal },
    )
    window.addEventListener(
      'dragleave',
      (event) => {
        if (event.relatedTarget === null) setDragging(false)
      },
      { signal },
    )
    window.addEventListener(
      'drop',
      (event) => {
        setDragging(false)
        if (onDropZone(event)) return
        event.preventDefault()
        const files = [...(event.dataTransfer?.files ?? [])]
        if (files.length > 0) take(files)
      },
      { signal },
    )
    return () => controller.abort()
  }, [])

  return dragging
}

/** Says over the whole window what dropping here will do. Lets the drag through to the page below. */
export function WindowDropOverlay({ active, label }: { active: boolean; label: string }) {
  if (!active) return null
  return (
    <div
      aria-hidden
      className="pointer-events-none fixed inset-0 z-50 flex items-center justify-center bg-scrim p-4"
    >
      <p className="flex items-center gap-3 rounded-lg border-2 border-dashed border-accent bg-raised px-8 py-6 text-xl font-semibold shadow-float">
        <FileUp className="size-6 text-accent" strokeWidth={1.75} />
        {label}
      </p>
    </div>
  )
}
