import type { StoredFile } from '../contract/file.ts'

/** What a person looks for in the list of files. */
export interface FileFilter {
  /** A part of the name, in whatever case. */
  search: string
  /** As the server names it; empty for all. */
  purpose: string
}

/** The files that fit, in their order. */
export function filterFiles(files: readonly StoredFile[], { search, purpose }: FileFilter): StoredFile[] {
  const words = search.trim().toLowerCase()
  return files.filter(
    (file) => (purpose === '' || file.purpose === purpose) && file.filename.toLowerCase().includes(words),
  )
}

/** How many files there are, and their size together. */
export interface FileSum {
  files: number
  bytes: number
}

const NOTHING: FileSum = { files: 0, bytes: 0 }

/** How many files there are of every purpose, and their size together. */
export function sumsByPurpose(files: readonly StoredFile[]): ReadonlyMap<string, FileSum> {
  const sums = new Map<string, FileSum>()
  for (const { purpose, bytes } of files) {
    const sum = sums.get(purpose) ?? NOTHING
    sums.set(purpose, { files: sum.files + 1, bytes: sum.bytes + bytes })
  }
  return sums
}

/** The sum of some sums. */
export function totalOf(sums: Iterable<FileSum>): FileSum {
  let total = NOTHING
  for (const { files, bytes } of sums) total = { files: total.files + files, bytes: total.bytes + bytes }
  return total
}
