import { useEffect, useState } from 'react'
import type { StoredFile } from '~/contract/file'
import type { BatchPlan } from '~/domain/estimate/history'
import { type Fingerprint, fingerprintOf } from '~/workers/fingerprint/client'

/** The file that a batch is to run: of this computer, or on the server already. */
export type RunSource = { kind: 'local'; file: File } | { kind: 'stored'; file: StoredFile }

const known = new WeakMap<File, Promise<Fingerprint>>()

/** The fingerprint of a file, taken once for each. `null` for what is on the server, which its id tells apart. */
export function fingerprintOfSource(source: RunSource): Promise<Fingerprint | null> {
  if (source.kind === 'stored') return Promise.resolve(null)
  const { file } = source
  const taken = known.get(file) ?? fingerprintOf(file, new AbortController().signal)
  known.set(file, taken)
  return taken
}

/** The fingerprint as soon as it is there. */
export function useFingerprint(source: RunSource | null): Fingerprint | null {
  const [taken, setTaken] = useState<{ file: File; fingerprint: Fingerprint | null } | null>(null)
  const file = source?.kind === 'local' ? source.file : null
  useEffect(() => {
    // A worker reads the file.
    let isWanted = true
    if (file) {
      void fingerprintOfSource({ kind: 'local', file }).then((fingerprint) => {
        if (isWanted) setTaken({ file, fingerprint })
      })
    }
    return () => {
      isWanted = false
    }
  }, [file])
  return taken && taken.file === file ? taken.fingerprint : null
}

/** How a source is called in the history. */
export function plannedFile(source: RunSource, fingerprint: Fingerprint | null): BatchPlan['file'] {
  return source.kind === 'local'
    ? { name: source.file.name, bytes: source.file.size, fingerprint: fingerprint?.value ?? null }
    : { name: source.file.filename, bytes: source.file.bytes, fingerprint: null }
}
