import type { Batch, CreateBatch } from '../contract/batch.ts'
import type { StoredFile } from '../contract/file.ts'
import { type JobPart, jobMetadata } from '../domain/jobs/job-metadata.ts'
import { createValueStore, useStoreValue } from '../lib/value-store.ts'
import { batchKeys } from './batches.ts'
import { currentConnection } from './connection-store.ts'
import type { Connection } from './connection.ts'
import { beginErrand } from './errands.ts'
import { ApiError, asApiError } from './errors.ts'
import { fileKeys } from './files.ts'
import { addToJob } from './jobs.ts'
import { holdTab } from './leave-warning.ts'
import type { Pause } from './pause.ts'
import { askAnew } from './query-client.ts'
import { startBatchOnce } from './start-batch.ts'
import { cancelUpload, dismissUpload, startUpload, uploadsNow } from './uploads.ts'

/** A file that the server has. */
interface StoredSource {
  kind: 'stored'
  file: StoredFile
  /** Batches that ran it before it is started once more; left out where any batch of it is the one asked for. */
  earlier?: ReadonlySet<string>
}

/** One file of a launch, and what is to become of it. */
export interface LaunchPart {
  /** A file of this computer that is sent first, or one that the server has. */
  source: { kind: 'local'; file: File } | StoredSource
  /** Rows in it; `null` where nobody has counted. */
  requests: number | null
  /** What the batch is a part of; `null` for a batch that stands alone. */
  job: JobPart | null
  /** False: the file is only brought to the server, to be started later. */
  starts: boolean
}

/** What a person asked for with one click: files to be sent, and batches to be started with them. */
export interface LaunchOrder {
  connection: Connection
  parts: readonly LaunchPart[]
  endpoint: string
  completionWindow: string
  /** Stored as `batch_description`; may be empty. */
  title: string
  /** More metadata for every batch. */
  metadata?: Readonly<Record<string, string>>
  /** Told of every batch as it starts, whatever page is open then. */
  onStarted?: (batch: Batch, part: LaunchPart, connection: Connection) => void
}

type PartProgress =
  | { state: 'uploading'; uploadId: number }
  | { state: 'starting'; stored: StoredFile }
  /** The start failed for a reason that may pass. `retryAt` is in milliseconds of `performance.now()`. */
  | { state: 'waiting'; stored: StoredFile; error: ApiError; retryAt: number }
  | { state: 'started'; stored: StoredFile; batch: Batch }
  /** It is on the server, and no batch was asked for. */
  | { state: 'uploaded'; stored: StoredFile }
  | { state: 'failed'; stored: StoredFile | null; error: ApiError }
  /** `allBytesSent`: the server may have kept the file. */
  | { state: 'cancelled'; stored: StoredFile | null; allBytesSent: boolean }

/** How far one file of a launch is. */
export type LaunchedPart = LaunchPart & PartProgress

/** A launch of this tab. It lives outside the pages: the click that began it is all it needs. */
export interface Launch {
  id: number
  order: LaunchOrder
  parts: readonly LaunchedPart[]
  /** Whether a page shows it itself while it is open. */
  shownByPage: boolean
}

/** What a launch has come to when its first batch has started, or when it has ended without one. */
export type LaunchOutcome = { kind: 'started'; batch: Batch } | { kind: 'stopped' }

/** A launch that has begun. */
interface StartedLaunch {
  id: number
  /** Resolves with the first batch that has started; later ones may still be on their way. */
  outcome: Promise<LaunchOutcome>
}

/** What a launch under way can be told. */
interface Control {
  controller: AbortController
  pauses: Map<number, Pause>
  release: () => void
}

/** A part that sets out: its first state, and its file once the server has it (`null` when it will not). */
interface Departure {
  index: number
  progress: Extract<PartProgress, { state: 'uploading' | 'starting' }>
  stored: Promise<StoredFile | null>
}

const store = createValueStore<readonly Launch[]>([])
const controls = new Map<number, Control>()
let lastId = 0

function changePart(id: number, index: number, progress: PartProgress): void {
  store.set(
    store.get().map((launch) =>
      launch.id === id
        ? {
            ...launch,
            parts: launch.parts.map((part, at) => (at === index ? { ...planOf(part), ...progress } : part)),
          }
        : launch,
    ),
  )
}

/** A part without its progress. */
function planOf({ source, requests, job, starts }: LaunchPart): LaunchPart {
  return { source, requests, job, starts }
}

/** What a launch is called: its title, or the name of its first file. */
export function launchTitle({ order }: Launch): string {
  const source = order.parts[0]?.source
  if (order.title || !source) return order.title
  return source.kind === 'local' ? source.file.name : source.file.filename
}

/** Whether a launch needs nobody and nothing any more. */
export function launchDone({ parts }: Launch): boolean {
  return parts.every(({ state }) => state === 'started' || state === 'uploaded')
}

/** Whether nothing more happens with a launch by itself. */
export function launchEnded({ parts }: Launch): boolean {
  return parts.every(
    ({ state }) => state === 'started' || state === 'uploaded' || state === 'failed' || state === 'cancelled',
  )
}

/**
 * Sends the files of an order and starts a batch with each, as soon as it is there. It goes on while the person
 * looks at other pages; closing the tab ends it, so the browser asks first.
 */
export function startLaunch(order: LaunchOrder): StartedLaunch {
  beginErrand()
  lastId += 1
  const id = lastId
  const departures = order.parts.map((part, index) => depart(order.connection, part, null, index))
  const parts = departures.map(({ index, progress }) => ({ ...partAt(order, index), ...progress }))
  store.set([...store.get(), { id, order, parts, shownByPage: false }])
  controls.set(id, { controller: new AbortController(), pauses: new Map(), release: holdTab() })
  return { id, outcome: run(id, departures, true) }
}

/**
 * Goes on with what failed or was cancelled, with the key that is in use now: files that are on the server are not
 * sent again.
 * @returns resolves with the first batch that has started
 */
export function resumeLaunch(id: number): Promise<LaunchOutcome> {
  takeKeyOfNow(id)
  const launch = launchNow(id)
  const control = controls.get(id)
  if (!launch || !control) return Promise.resolve({ kind: 'stopped' })
  if (control.controller.signal.aborted) control.controller = new AbortController()
  const departures = launch.parts.flatMap((part, index) =>
    part.state === 'failed' || part.state === 'cancelled'
      ? [depart(launch.order.connection, part, part.stored, index)]
      : [],
  )
  for (const { index, progress } of departures) changePart(id, index, progress)
  return run(id, departures, false)
}

/** A key that was refused may have been replaced since; another server is not meant. */
function takeKeyOfNow(id: number): void {
  const connection = currentConnection()
  store.set(
    store
      .get()
      .map((launch) =>
        launch.id === id && launch.order.connection.baseUrl === connection.baseUrl
          ? { ...launch, order: { ...launch.order, connection } }
          : launch,
      ),
  )
}

/** @param known the part's file, where an earlier attempt has brought it to the server */
function depart(
  connection: Connection,
  { source }: LaunchPart,
  known: StoredFile | null,
  index: number,
): Departure {
  const stored = source.kind === 'stored' ? source.file : known
  if (stored) return { index, progress: { state: 'starting', stored }, stored: Promise.resolve(stored) }
  if (source.kind === 'stored') throw new Error('A stored file is known.')
  const upload = startUpload(connection, source.file, { ofLaunch: true })
  return { index, progress: { state: 'uploading', uploadId: upload.id }, stored: upload.outcome }
}

function partAt(order: LaunchOrder, index: number): LaunchPart {
  const part = order.parts[index]
  if (!part) throw new RangeError(`There is no part ${index}.`)
  return part
}

async function run(
  id: number,
  departures: readonly Departure[],
  isFirstAttempt: boolean,
): Promise<LaunchOutcome> {
  const { promise, resolve } = Promise.withResolvers<LaunchOutcome>()
  const advance = async (departure: Departure) => {
    const batch = await advancePart(id, departure, isFirstAttempt)
    if (batch) resolve({ kind: 'started', batch })
  }
  void Promise.all(departures.map(advance)).then(() => {
    resolve({ kind: 'stopped' })
    const launch = launchNow(id)
    // What failed still needs files that only this tab holds.
    if (launch && launchDone(launch)) controls.get(id)?.release()
  })
  return promise
}

/** Brings one part as far as it goes. @returns its batch when that has started now */
async function advancePart(id: number, departure: Departure, isFirstAttempt: boolean): Promise<Batch | null> {
  const { index, progress } = departure
  const order = launchNow(id)?.order
  if (!order) return null
  const stored = await departure.stored
  if (progress.state === 'uploading') {
    noteUpload(id, index, progress.uploadId)
    void askAnew(fileKeys.all(order.connection))
  }
  if (!stored) return null
  if (partAt(order, index).starts) return startPart(id, index, order, stored, isFirstAttempt)
  changePart(id, index, { state: 'uploaded', stored })
  return null
}

/** Takes over how an upload has ended. */
function noteUpload(id: number, index: number, uploadId: number): void {
  const upload = uploadsNow().find((candidate) => candidate.id === uploadId)
  dismissUpload(uploadId)
  if (upload?.state === 'failed') {
    changePart(id, index, { state: 'failed', stored: null, error: upload.error })
  } else if (upload?.state === 'cancelled') {
    changePart(id, index, { state: 'cancelled', stored: null, allBytesSent: upload.allBytesSent })
  }
}

async function startPart(
  id: number,
  index: number,
  order: LaunchOrder,
  stored: StoredFile,
  isFirstAttempt: boolean,
): Promise<Batch | null> {
  const { connection } = order
  const control = controls.get(id)
  if (!control) return null
  const { signal } = control.controller
  const { source } = partAt(order, index)
  try {
    const batch = await startBatchOnce(connection, bodyOf(order, index, stored), {
      mayHaveStarted: !isFirstAttempt || source.kind === 'stored',
      earlier: (source.kind === 'stored' ? source.earlier : null) ?? new Set(),
      onStarting: () => changePart(id, index, { state: 'starting', stored }),
      onWaiting: (error, pause) => {
        control.pauses.set(index, pause)
        changePart(id, index, { state: 'waiting', stored, error, retryAt: pause.endsAt })
      },
      signal,
    })
    const jobId = partAt(order, index).job?.jobId
    if (jobId !== undefined) addToJob(connection, jobId, batch)
    changePart(id, index, { state: 'started', stored, batch })
    order.onStarted?.(batch, partAt(order, index), connection)
    void askAnew(batchKeys.all(connection))
    return batch
  } catch (error) {
    changePart(
      id,
      index,
      // A request that was out when the person cancelled may have arrived: its failure is told.
      signal.aborted && !(error instanceof ApiError)
        ? { state: 'cancelled', stored, allBytesSent: true }
        : { state: 'failed', stored, error: asApiError(error) },
    )
    return null
  }
}

function bodyOf(order: LaunchOrder, index: number, stored: StoredFile): CreateBatch {
  const { job } = partAt(order, index)
  const metadata = {
    ...(order.title ? { batch_description: order.title } : {}),
    ...order.metadata,
    ...(job ? jobMetadata(job) : {}),
  }
  return {
    input_file_id: stored.id,
    endpoint: order.endpoint,
    completion_window: order.completionWindow,
    ...(Object.keys(metadata).length > 0 ? { metadata } : {}),
  }
}

/** Tries again what waits after a failure, now. */
export function hurryLaunch(id: number): void {
  for (const pause of controls.get(id)?.pauses.values() ?? []) pause.skip()
}

/** Stops a launch: nothing more is sent or started. What has started goes on, and what was sent stays. */
export function cancelLaunch(id: number): void {
  controls.get(id)?.controller.abort()
  for (const part of launchNow(id)?.parts ?? []) if (part.state === 'uploading') cancelUpload(part.uploadId)
}

/** Takes a launch that has ended off the list. */
export function dismissLaunch(id: number): void {
  controls.get(id)?.release()
  controls.delete(id)
  store.set(store.get().filter((launch) => launch.id !== id))
}

/** Tells whether a page shows a launch itself, so that it appears once. */
export function setLaunchShownByPage(id: number, shownByPage: boolean): void {
  store.set(store.get().map((launch) => (launch.id === id ? { ...launch, shownByPage } : launch)))
}

function launchNow(id: number): Launch | undefined {
  return store.get().find((launch) => launch.id === id)
}

/** The launches of this tab, outside React. */
export function launchesNow(): readonly Launch[] {
  return store.get()
}

/** The launches of this tab, kept current. */
export function useLaunches(): readonly Launch[] {
  return useStoreValue(store)
}
