import { FileText } from 'lucide-react'
import { formatBytes } from '~/lib/format'

/** The file that becomes a batch: its name, which may be long, and its size. */
export function FileName({ name, bytes }: { name: string; bytes: number }) {
  return (
    <>
      <span className="flex min-w-0 items-start gap-x-4">
        <FileText aria-hidden size={20} className="mt-0.5 shrink-0 text-ink-muted" />
        <span className="font-medium wrap-anywhere">{name}</span>
      </span>
      <span className="text-ink-muted tabular-nums">{formatBytes(bytes)}</span>
    </>
  )
}
