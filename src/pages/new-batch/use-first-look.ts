import { useEffect, useState } from 'react'
import { checkNameAndSize, type FirstLook, type IntakeProblem } from '~/domain/intake/first-look'
import { takeFirstLook } from '~/workers/intake/client'

/** How far the look at a local file is. */
export type FileLook =
  | { state: 'reading'; readBytes: number; problems: IntakeProblem[] }
  | { state: 'done'; look: FirstLook; problems: IntakeProblem[] }
  | { state: 'failed'; problems: IntakeProblem[] }

/** Reads a chosen file in a worker: what its name and size tell is there at once, the rest follows. */
export function useFirstLook(file: File): FileLook {
  const known = checkNameAndSize(file.name, file.size)
  const [reading, setReading] = useState<{ readBytes: number } | { look: FirstLook } | { failure: string }>({
    readBytes: 0,
  })
  useEffect(() => {
    // Runs the worker that reads the file.
    const controller = new AbortController()
    takeFirstLook(file, {
      signal: controller.signal,
      onProgress: (readBytes) => setReading({ readBytes }),
    }).then(
      (look) => setReading({ look }),
      (error: unknown) => {
        if (controller.signal.aborted) return
        setReading({ failure: error instanceof Error ? error.message : String(error) })
      },
    )
    return () => controller.abort()
  }, [file])
  if ('look' in reading) {
    const alreadySaid = file.size === 0
    const found = alreadySaid ? [] : reading.look.problems
    return { state: 'done', look: reading.look, problems: [...known, ...found] }
  }
  if ('failure' in reading) {
    return { state: 'failed', problems: [...known, { severity: 'error', message: reading.failure }] }
  }
  return { state: 'reading', readBytes: reading.readBytes, problems: known }
}
