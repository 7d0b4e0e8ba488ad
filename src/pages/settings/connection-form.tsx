import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { type Connection, normaliseBaseUrl } from '~/api/connection'
import {
  defaultConnection,
  forgetConnection,
  isRemembered,
  saveConnection,
  useConnection,
} from '~/api/connection-store'
import { keyProblem } from '~/api/key-rules'
import { testConnection } from '~/api/connection-test'
import { Button } from '~/ui/button'
import { CheckboxField, TextField } from '~/ui/field'
import { ConnectionReport } from './connection-report'

const BAD_ADDRESS = 'Enter an address such as https://api.doubleword.ai/v1.'

const SAVED_WORDS = {
  tab: 'In use in this tab.',
  device: 'In use, and remembered on this device.',
  memory:
    'In use until this page is closed or reloaded: the browser does not let the console store anything.',
} as const

/** The name a connection has where the person gave none. */
function nameOf(baseUrl: string): string {
  return baseUrl.startsWith('/') ? defaultConnection().name : new URL(baseUrl).host
}

/** Server and key: try them, use them, forget them. */
export function ConnectionForm() {
  const connection = useConnection()
  const [address, setAddress] = useState(connection.baseUrl)
  const [apiKey, setApiKey] = useState(connection.apiKey ?? '')
  const [remember, setRemember] = useState(isRemembered)
  const [addressError, setAddressError] = useState<string | null>(null)
  const [keyError, setKeyError] = useState<string | null>(null)
  const [saved, setSaved] = useState<keyof typeof SAVED_WORDS | null>(null)
  const test = useMutation({
    mutationFn: (candidate: Connection) => testConnection(candidate, window.location.href),
  })

  /** The connection as typed, or `null` after saying what is wrong with it. */
  const readTyped = (): Omit<Connection, 'id'> | null => {
    const baseUrl = normaliseBaseUrl(address)
    const key = apiKey.trim()
    const badKey = keyProblem(key)
    setAddressError(baseUrl === null ? BAD_ADDRESS : null)
    setKeyError(badKey)
    if (baseUrl === null || badKey !== null) return null
    setAddress(baseUrl)
    return { name: nameOf(baseUrl), baseUrl, apiKey: key || null }
  }
  const runTest = () => {
    const typed = readTyped()
    if (typed) test.mutate({ ...typed, id: 'test' })
  }
  const save = () => {
    const typed = readTyped()
    if (!typed) return
    setSaved(saveConnection(typed, remember) ? (remember ? 'device' : 'tab') : 'memory')
    test.mutate({ ...typed, id: 'test' })
  }
  const forget = () => {
    forgetConnection()
    setAddress(defaultConnection().baseUrl)
    setApiKey('')
    setRemember(false)
    setSaved(null)
    test.reset()
  }
  const edited = () => {
    setSaved(null)
    test.reset()
  }

  return (
    <section aria-labelledby="connection" className="grid gap-5">
      <div className="grid gap-1">
        <h2 id="connection" className="text-lg font-semibold">
          Connection
        </h2>
        <p className="text-sm text-pretty text-ink-muted">
          Any server with an OpenAI-compatible Batch API: Doubleword, a control-layer of your own, OpenAI, or
          the local one that comes with this console ({defaultConnection().baseUrl}).
        </p>
      </div>
      <form
        className="grid gap-5"
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <TextField
          label="Base URL"
          hint="Usually ends in /v1."
          error={addressError ?? undefined}
          value={address}
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => {
            setAddress(target.value)
            edited()
          }}
        />
        <TextField
          label="API key"
          hint="Sent to this server only. Leave it empty where none is needed."
          error={keyError ?? undefined}
          type="password"
          value={apiKey}
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => {
            setApiKey(target.value)
            edited()
          }}
        />
        <CheckboxField
          label="Remember on this device"
          hint="Otherwise address and key are gone when this tab closes."
          checked={remember}
          onChange={({ target }) => {
            setRemember(target.checked)
            setSaved(null)
          }}
        />
        <div className="flex flex-wrap gap-3">
          <Button type="submit" variant="primary">
            Save and use
          </Button>
          <Button busy={test.isPending} onClick={runTest}>
            Test connection
          </Button>
          {connection.id === defaultConnection().id ? null : (
            <Button variant="quiet" onClick={forget}>
              Forget this connection
            </Button>
          )}
        </div>
      </form>
      <p role="status" className="text-sm text-ink-muted">
        {saved === null ? null : SAVED_WORDS[saved]}
      </p>
      {test.data ? <ConnectionReport checks={test.data} /> : null}
    </section>
  )
}
