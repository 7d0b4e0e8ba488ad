import { Batch } from '../contract/batch.ts'
import { Model } from '../contract/model.ts'
import { pageOf } from '../contract/page.ts'
import { IMPOSSIBLE_SEARCH } from './batches.ts'
import type { Connection } from './connection.ts'
import { type ApiError, asApiError } from './errors.ts'
import { requestJson } from './http.ts'

/** One thing the test looked at. */
export interface ConnectionCheck {
  name: 'Server' | 'Key' | 'Models' | 'Batches' | 'Search'
  outcome: 'works' | 'missing' | 'fails'
  /** What was found, and what to do where it fails. */
  message: string
}

/** A person waits for the test; a server that is there answers sooner. */
const LONGEST_WAIT_MS = 10_000

const ModelPage = pageOf(Model)
const BatchPage = pageOf(Batch)

/**
 * Tries a server and key: can it be reached from this page, is the key taken, does it speak the Batch API.
 * @param pageUrl the address of this page, for what browsers forbid between origins
 * @returns the checks in the order they were made; it ends at the first that makes the rest pointless
 */
export async function testConnection(connection: Connection, pageUrl: string): Promise<ConnectionCheck[]> {
  const models = await attempt(requestJson(connection, '/models', ModelPage))
  const batches = await attempt(requestJson(connection, '/batches', BatchPage, { query: { limit: 1 } }))
  const error = batches.error ?? models.error
  if (error?.kind === 'network') return [await explainSilence(connection, pageUrl)]

  const server: ConnectionCheck = { name: 'Server', outcome: 'works', message: 'Reached from this page.' }
  if (error?.kind === 'unauthorized') {
    return [server, { name: 'Key', outcome: 'fails', message: keyAdvice(connection) }]
  }
  if (batches.error) {
    return [server, { name: 'Batches', outcome: 'fails', message: batchesAdvice(batches.error) }]
  }
  const key = await checkKey(connection)
  return [
    server,
    key,
    { name: 'Batches', outcome: 'works', message: 'Speaks the Batch API.' },
    models.value
      ? { name: 'Models', outcome: 'works', message: `${models.value.data.length} models for this key.` }
      : { name: 'Models', outcome: 'missing', message: 'The server lists no models; everything else works.' },
    await checkSearch(connection),
  ]
}

type Attempt<Value> = { value: Value; error: null } | { value: null; error: ApiError }

async function attempt<Value>(work: Promise<Value>): Promise<Attempt<Value>> {
  try {
    return { value: await work, error: null }
  } catch (error) {
    return { value: null, error: asApiError(error) }
  }
}

/** A browser gives no reason for silence; a request that asks for none of the answer tells CORS from absence. */
async function explainSilence({ baseUrl }: Connection, pageUrl: string): Promise<ConnectionCheck> {
  const fails = (message: string): ConnectionCheck => ({ name: 'Server', outcome: 'fails', message })
  const target = new URL(baseUrl, pageUrl)
  const page = new URL(pageUrl)
  // The hosts that the page's content security policy allows over plain http.
  const isThisMachine = target.hostname === 'localhost' || target.hostname === '127.0.0.1'
  if (target.protocol === 'http:' && target.origin !== page.origin && !isThisMachine) {
    return fails(
      'Over plain http this page may only reach localhost and 127.0.0.1. Use one of these for a server on this machine, else the https address.',
    )
  }
  try {
    await fetch(target, { mode: 'no-cors', cache: 'no-store', signal: AbortSignal.timeout(LONGEST_WAIT_MS) })
  } catch {
    return fails(`Nothing answers at ${target.origin}. Check the address, and whether the server is running.`)
  }
  return fails(
    `The server answers, but does not let pages from ${page.origin} read it (CORS). Allow this origin on the server, or serve console and API from one address through a proxy.`,
  )
}

function keyAdvice({ apiKey }: Connection): string {
  return apiKey
    ? 'The server does not take this key. Copy it again from the provider’s console: it may be cut off, expired or revoked.'
    : 'The server asks for an API key. Enter one above.'
}

function batchesAdvice(error: ApiError): string {
  if (error.kind === 'not_found' || error.kind === 'unsupported' || error.kind === 'unreadable') {
    return 'The server answers, but there is no Batch API at this address. The base URL usually ends in /v1.'
  }
  return `${error.message} (${error.details})`
}

/** A key that works says nothing unless the server refuses to answer without one. */
async function checkKey(connection: Connection): Promise<ConnectionCheck> {
  const open: ConnectionCheck = { name: 'Key', outcome: 'works', message: 'The server asks for none.' }
  if (!connection.apiKey) return open
  const keyless = { ...connection, apiKey: null }
  const { error } = await attempt(requestJson(keyless, '/batches', BatchPage, { query: { limit: 1 } }))
  return error ? { name: 'Key', outcome: 'works', message: 'The server takes it.' } : open
}

async function checkSearch(connection: Connection): Promise<ConnectionCheck> {
  const query = { limit: 1, search: IMPOSSIBLE_SEARCH }
  const found = await attempt(requestJson(connection, '/batches', BatchPage, { query }))
  const all = await attempt(requestJson(connection, '/batches', BatchPage, { query: { limit: 1 } }))
  if (found.value && all.value && all.value.data.length === 0) {
    return { name: 'Search', outcome: 'missing', message: 'Cannot be told while there are no batches.' }
  }
  return found.value?.data.length === 0
    ? { name: 'Search', outcome: 'works', message: 'The server searches all batches.' }
    : {
        name: 'Search',
        outcome: 'missing',
        message: 'The server cannot search; the console searches page by page.',
      }
}
