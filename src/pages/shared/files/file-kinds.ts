import { FileInput, FileOutput, FileQuestionMark, FileWarning, type LucideIcon } from 'lucide-react'

interface FileKind {
  label: string
  icon: LucideIcon
}

const KINDS: Readonly<Record<string, FileKind>> = {
  batch: { label: 'Input', icon: FileInput },
  batch_output: { label: 'Output', icon: FileOutput },
  batch_error: { label: 'Errors', icon: FileWarning },
}

/** What a file is for, as word and icon. @param purpose as the server names it */
export function fileKindOf(purpose: string): FileKind {
  return KINDS[purpose] ?? { label: purpose || 'Unknown', icon: FileQuestionMark }
}
