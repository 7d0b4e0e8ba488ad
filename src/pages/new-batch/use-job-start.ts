import { useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import type { Launch, LaunchOrder, LaunchPart } from '~/api/launches'
import { type Division, jobPartsOf } from './job-parts'
import { usePageLaunch } from './use-page-launch'

/** The checked file, and how it is to be started. */
interface JobSource extends Division {
  file: File
}

interface JobStart {
  launch: Launch | null
  busy: boolean
  /** Why the file could not be divided; `null` when all is well. */
  failure: string | null
  /** Uploads a file and starts it, in as many batches as it needs. Resolves when that has begun or cannot. */
  start: (order: Omit<LaunchOrder, 'parts'>, source: JobSource) => Promise<void>
  /** Goes on with what stopped. */
  resume: () => void
}

/** Starts a file as one batch, as a job of several, or a few of its rows first. */
export function useJobStart(): JobStart {
  const { launch, busy, start, resume } = usePageLaunch()
  // The parts of a second attempt must be those of the first, or all would be sent again.
  const planned = useRef(new WeakMap<File, Map<string, LaunchPart[]>>())
  const plan = useMutation({
    mutationFn: async ({ order, source }: StartOptions) => {
      const { file, ...division } = source
      const key = JSON.stringify(division)
      const known = planned.current.get(file) ?? new Map<string, LaunchPart[]>()
      const parts = known.get(key) ?? (await jobPartsOf(file, division))
      planned.current.set(file, known.set(key, parts))
      const isJob = parts.some(({ job }) => job !== null)
      // Every part bears the title, so that any device and the vendor's console show what belongs together.
      start({ ...order, parts, title: isJob ? order.title || file.name : order.title })
    },
  })
  return {
    launch,
    resume,
    busy: busy || plan.isPending,
    failure: plan.error?.message ?? null,
    start: async (order, source) => {
      // A failure is told beside the button.
      await plan.mutateAsync({ order, source }).catch(() => undefined)
    },
  }
}

interface StartOptions {
  order: Omit<LaunchOrder, 'parts'>
  source: JobSource
}
