import { useState } from 'react'
import { isRemembered, saveConnection, useConnection } from '~/api/connection-store'
import { keyProblem } from '~/api/key-rules'
import { Button } from '~/ui/button'
import { TextField } from '~/ui/field'

/**
 * Takes another key in place, where the server refused the one in use, so that nobody has to leave what is prepared.
 * It stays as long as the key before it would have. May stand inside of a form: it is none itself.
 */
export function KeyEntry({ onKey }: { onKey: () => void }) {
  const connection = useConnection()
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const take = () => {
    const apiKey = typed.trim()
    const found = apiKey === '' ? 'Enter the key first.' : keyProblem(apiKey)
    setProblem(found)
    if (found !== null) return
    saveConnection({ name: connection.name, baseUrl: connection.baseUrl, apiKey }, isRemembered())
    onKey()
  }
  return (
    <div className="grid w-full max-w-md gap-3">
      <TextField
        label="API key"
        hint={`Sent to ${connection.name} only, and used from now on as if entered in the settings.`}
        error={problem ?? undefined}
        type="password"
        value={typed}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => {
          setTyped(target.value)
          setProblem(null)
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          take()
        }}
      />
      <Button size="sm" className="justify-self-start" onClick={take}>
        Use this key and try again
      </Button>
    </div>
  )
}
