import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useConnection } from '~/api/connection-store'
import { modelsQuery } from '~/api/models'
import { wordsOfChanges } from '~/domain/intake/fixes/change-words'
import type { Change, FixContext, RewriteOutcome } from '~/domain/intake/fixes/changes'
import { addUnknownModels } from '~/domain/intake/known-models'
import type { IntakeProgress, IntakeReport } from '~/domain/intake/report'
import { checkFile } from '~/workers/intake/client'
import { previewChanges, rewriteFile } from '~/workers/intake/rewrite-client'

/** Runs changes: how far they are, and the way to stop. */
interface RunOptions {
  /** @param readBytes of the file @param outcome what came of the changes so far */
  onProgress: (readBytes: number, outcome: RewriteOutcome) => void
  signal: AbortSignal
}

/** A file as it was chosen, or after changes. */
interface Version {
  file: File
  report: IntakeReport
  /** What was done to the version before. */
  words: readonly string[]
  /** Requests that were taken out of the version before. */
  dropped: { requests: number; parts: readonly Blob[] }
  discard: () => Promise<void>
}

/** A checked file that can be changed. */
export interface CheckedIntake {
  state: 'done'
  report: IntakeReport
  /** What to upload: the chosen file, its text when it was packed, or what the changes made of it. */
  file: File
  /** What was done so far, the first change first. */
  changes: readonly (readonly string[])[]
  /** All requests that were taken out, as they stood in the file. */
  dropped: { requests: number; file: File } | null
  /** Models that the server lists; empty while that is not known. */
  models: readonly string[]
  /** Looks what would come of changes. @throws Error; the signal's reason when it fires */
  preview: (changes: readonly Change[], options: RunOptions) => Promise<RewriteOutcome>
  /** Makes a new version of the file. @throws Error; the signal's reason when it fires */
  apply: (changes: readonly Change[], options: RunOptions) => Promise<void>
  /** Goes back to the version before the last change. */
  undo: () => void
  /** Says that the file is being uploaded: no version is thrown away from now on. */
  keep: () => void
}

/** A chosen file on its way from being read to being ready. */
export type Intake =
  | { state: 'reading'; progress: IntakeProgress | null; fileBytes: number }
  | CheckedIntake
  | { state: 'failed'; message: string }

type Reading = Exclude<Intake, CheckedIntake> | { state: 'done'; versions: readonly [Version, ...Version[]] }

/** Checks a chosen file in a worker, its models against what the server lists, and keeps its versions. */
export function useIntake(file: File): Intake {
  const connection = useConnection()
  const models = (useQuery(modelsQuery(connection)).data ?? []).map(({ id }) => id)
  const [reading, setReading] = useState<Reading>({ state: 'reading', progress: null, fileBytes: 0 })
  const isKept = useRef(false)
  const discardable = useRef<readonly Version[]>([])
  useEffect(() => {
    // Remembers, for the moment of leaving, what lies in the browser's private file system.
    discardable.current = reading.state === 'done' ? reading.versions : []
  }, [reading])
  useEffect(() => {
    // Gives the room back when the person leaves without having started.
    return () => {
      if (!isKept.current) for (const version of discardable.current) void version.discard()
    }
  }, [])
  useEffect(() => {
    // Runs the worker that reads the file.
    const controller = new AbortController()
    checkFile(file, {
      signal: controller.signal,
      onProgress: (progress, fileBytes) => setReading({ state: 'reading', progress, fileBytes }),
    }).then(
      (checked) => setReading({ state: 'done', versions: [firstVersion(checked)] }),
      (error: unknown) => {
        if (controller.signal.aborted) return
        setReading({ state: 'failed', message: error instanceof Error ? error.message : String(error) })
      },
    )
    return () => controller.abort()
  }, [file])
  if (reading.state !== 'done') return reading

  const { versions } = reading
  const current = versions.at(-1) ?? versions[0]
  const context: FixContext = { knownModels: models, endpoint: current.report.endpoint }
  return {
    state: 'done',
    report: addUnknownModels(current.report, models),
    file: current.file,
    changes: versions.slice(1).map(({ words }) => words),
    dropped: droppedOf(versions),
    models,
    preview: (changes, options) => previewChanges(current.file, changes, { ...options, context }),
    apply: async (changes, options) => {
      const next = await nextVersion(current, changes, { ...options, context })
      setReading({ state: 'done', versions: [...versions, next] })
    },
    undo: () => {
      const [first, ...others] = versions
      setReading({ state: 'done', versions: [first, ...others.slice(0, -1)] })
      if (!isKept.current) void current.discard()
    },
    keep: () => {
      isKept.current = true
    },
  }
}

function firstVersion({ file, report }: { file: File; report: IntakeReport }): Version {
  return { file, report, words: [], dropped: { requests: 0, parts: [] }, discard: async () => {} }
}

async function nextVersion(
  current: Version,
  changes: readonly Change[],
  options: RunOptions & { context: FixContext },
): Promise<Version> {
  const others = changes.filter((change) => !isRename(change))
  const isRenamed = others.length < changes.length
  const name = isRenamed ? `${current.file.name.replace(/\.[^.]*$/, '')}.jsonl` : current.file.name
  const renaming = isRenamed ? [`Renamed the file to ${name}`] : []
  if (others.length === 0) {
    const { type, lastModified } = current.file
    return {
      ...firstVersion({
        file: new File([current.file], name, { type, lastModified }),
        report: withoutNameProblem(current.report),
      }),
      words: renaming,
    }
  }
  const { file, report, outcome, dropped, discard } = await rewriteFile(current.file, name, others, options)
  return {
    file,
    report,
    words: [...wordsOfChanges(others, outcome), ...renaming],
    dropped: { requests: outcome.dropped, parts: dropped },
    discard,
  }
}

function isRename(change: Change): boolean {
  return change.type === 'fix' && change.fix === 'rename'
}

function withoutNameProblem(report: IntakeReport): IntakeReport {
  return { ...report, problems: report.problems.filter(({ kind }) => kind !== 'file_name') }
}

function droppedOf(versions: readonly [Version, ...Version[]]): CheckedIntake['dropped'] {
  const requests = versions.reduce((sum, { dropped }) => sum + dropped.requests, 0)
  if (requests === 0) return null
  const parts = versions.flatMap(({ dropped }) => dropped.parts)
  const name = versions[0].file.name.replace(/\.[^.]*$/, '')
  return { requests, file: new File(parts, `${name}.taken-out.jsonl`, { type: 'application/jsonl' }) }
}
