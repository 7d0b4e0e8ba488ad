import { useEffect, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import {
  dismissLaunch,
  type Launch,
  launchDone,
  launchesNow,
  launchEnded,
  type LaunchOrder,
  type LaunchOutcome,
  type LaunchPart,
  resumeLaunch,
  setLaunchShownByPage,
  startLaunch,
  useLaunches,
} from '~/api/launches'
import type { StoredFile } from '~/contract/file'
import { paths } from '~/lib/paths'

interface PageLaunch {
  /** What was started from this page; `null` before the click. */
  launch: Launch | null
  /** Whether it is under way. */
  busy: boolean
  /** Starts an order, or goes on with the one that stopped: what has been sent or started is not repeated. */
  start: (order: LaunchOrder) => void
  /** Goes on with the order that stopped, with the key in use now. */
  resume: () => void
}

/**
 * The launch that a page starts and shows. Whoever is still there when the first batch has started is led to it;
 * whoever has gone elsewhere finds it in the tray.
 */
export function usePageLaunch(): PageLaunch {
  const navigate = useNavigate()
  const [launchId, setLaunchId] = useState<number | null>(null)
  const launch = useLaunches().find(({ id }) => id === launchId) ?? null
  const openId = useRef<number | null>(null)
  const newestId = useRef<number | null>(null)
  const arrived = useRef(new Map<File, StoredFile>())
  useEffect(() => {
    // Whoever leaves finds the launch in the tray at the edge of the other pages.
    openId.current = launchId
    if (launchId !== null) setLaunchShownByPage(launchId, true)
    return () => {
      openId.current = null
      if (launchId !== null) setLaunchShownByPage(launchId, false)
    }
  }, [launchId])

  const begin = async (order: LaunchOrder) => {
    if (launch) {
      noteArrived(launch, arrived.current)
      dismissLaunch(launch.id)
    }
    const parts = order.parts.map((part) => onServer(part, arrived.current))
    const { id, outcome } = startLaunch({ ...order, parts })
    newestId.current = id
    setLaunchId(id)
    await lead(id, outcome)
  }

  const lead = async (id: number, outcome: Promise<LaunchOutcome>) => {
    const reached = await outcome
    if (reached.kind === 'stopped' || openId.current !== id) return
    const job = launchesNow().find((other) => other.id === id)?.parts[0]?.job
    await navigate(job ? paths.job(job.jobId) : paths.batch(reached.batch.id))
    const now = launchesNow().find((other) => other.id === id)
    if (now && launchDone(now)) dismissLaunch(id)
  }

  return {
    launch,
    busy: launch !== null && !launchEnded(launch),
    start: (order) => {
      // What was started a moment ago is not shown yet.
      const newest = launchesNow().find(({ id }) => id === newestId.current)
      if (newest && !launchEnded(newest)) return
      if (launch?.parts.some(({ state }) => state === 'started')) void resumeLaunch(launch.id)
      else void begin(order)
    },
    resume: () => {
      if (launch) void lead(launch.id, resumeLaunch(launch.id))
    },
  }
}

/** Remembers which files an attempt has brought to the server. */
function noteArrived({ parts }: Launch, arrived: Map<File, StoredFile>): void {
  for (const part of parts) {
    if (part.source.kind === 'local' && part.state !== 'uploading' && part.stored) {
      arrived.set(part.source.file, part.stored)
    }
  }
}

/** A part whose file is on the server already: it is not sent again. */
function onServer(part: LaunchPart, arrived: ReadonlyMap<File, StoredFile>): LaunchPart {
  const stored = part.source.kind === 'local' ? arrived.get(part.source.file) : undefined
  return stored ? { ...part, source: { kind: 'stored', file: stored } } : part
}
