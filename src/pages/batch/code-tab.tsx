import { useState } from 'react'
import * as z from 'zod/mini'
import { absoluteBaseUrl } from '~/api/connection'
import { useConnection } from '~/api/connection-store'
import type { Batch } from '~/contract/batch'
import { curlSample } from '~/domain/code-samples/curl'
import { pythonSample } from '~/domain/code-samples/python'
import { KEY_VARIABLE } from '~/domain/code-samples/sample-input'
import { typescriptSample } from '~/domain/code-samples/typescript'
import { useUrlState } from '~/lib/url-state'
import { SegmentedControl } from '~/ui/choice'
import { CodeBlock } from '~/ui/code-block'
import { CheckboxField } from '~/ui/field'

const Url = z.object({ language: z.catch(z.enum(['curl', 'python', 'typescript']), 'curl') })

const LANGUAGES = {
  curl: { label: 'curl', sample: curlSample },
  python: { label: 'Python', sample: pythonSample },
  typescript: { label: 'TypeScript', sample: typescriptSample },
} as const

const OPTIONS = (['curl', 'python', 'typescript'] as const).map((value) => ({
  value,
  label: LANGUAGES[value].label,
}))

/** This very batch as code: upload, start, look, and a download that resumes. */
export function CodeTab({ batch, fileName }: { batch: Batch; fileName: string | null }) {
  const connection = useConnection()
  const [{ language }, changeUrl] = useUrlState(Url)
  const [withKey, setWithKey] = useState(false)
  const { label, sample } = LANGUAGES[language]
  const code = sample({
    batch,
    baseUrl: absoluteBaseUrl(connection, window.location.origin),
    fileName: fileName ?? 'requests.jsonl',
    apiKey: withKey ? connection.apiKey : null,
  })
  return (
    <section aria-label="Code" className="grid gap-4">
      <p className="max-w-2xl text-pretty text-ink-muted">
        The same batch from a script: upload the file, start it, watch it, and fetch answers as they come. Run
        it again after a break and it goes on where it stopped.
      </p>
      <div className="flex flex-wrap items-end gap-x-6 gap-y-3">
        <SegmentedControl
          label="Language"
          labelHidden
          value={language}
          options={OPTIONS}
          onValueChange={(next) => changeUrl({ language: next }, { replace: true })}
        />
        {connection.apiKey ? (
          <CheckboxField
            label="Put my API key into the code"
            checked={withKey}
            onChange={({ target }) => setWithKey(target.checked)}
          />
        ) : null}
      </div>
      <p className="text-sm text-ink-muted">
        {withKey ? (
          'The code below holds your key. Do not share it.'
        ) : (
          <>
            The key is read from the environment variable <code className="font-mono">{KEY_VARIABLE}</code>.
            {connection.apiKey ? null : ' This server needs no key: any text will do.'}
          </>
        )}
      </p>
      <CodeBlock code={code} language={label} copyLabel={`Copy the ${label} code`} />
    </section>
  )
}
