import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useConnection } from '~/api/connection-store'
import { modelsQuery } from '~/api/models'
import { addUnknownModels } from '~/domain/intake/known-models'
import type { IntakeProgress, IntakeReport } from '~/domain/intake/report'
import { checkFile } from '~/workers/intake/client'

/** How far the check of a local file is. */
export type FileCheck =
  | { state: 'reading'; progress: IntakeProgress | null; fileBytes: number }
  /** `file` is what to upload: the chosen file, or its text when it was packed. */
  | { state: 'done'; report: IntakeReport; file: File }
  | { state: 'failed'; message: string }

/** Checks a chosen file in a worker, and its models against what the server lists. */
export function useFileCheck(file: File): FileCheck {
  const connection = useConnection()
  const models = useQuery(modelsQuery(connection))
  const [check, setCheck] = useState<FileCheck>({ state: 'reading', progress: null, fileBytes: 0 })
  useEffect(() => {
    // Runs the worker that reads the file.
    const controller = new AbortController()
    checkFile(file, {
      signal: controller.signal,
      onProgress: (progress, fileBytes) => setCheck({ state: 'reading', progress, fileBytes }),
    }).then(
      (checked) => setCheck({ state: 'done', ...checked }),
      (error: unknown) => {
        if (controller.signal.aborted) return
        setCheck({ state: 'failed', message: error instanceof Error ? error.message : String(error) })
      },
    )
    return () => controller.abort()
  }, [file])
  if (check.state !== 'done' || !models.data) return check
  const known = models.data.map(({ id }) => id)
  return { ...check, report: addUnknownModels(check.report, known) }
}
