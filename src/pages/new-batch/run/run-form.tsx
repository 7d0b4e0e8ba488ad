import { Play } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useBatchHistory } from '~/api/batch-history'
import { type BatchPlan, planOf, sameFileBatches } from '~/domain/estimate/history'
import type { FileSizes } from '~/domain/estimate/size-tally'
import { metadataOf, pairProblems } from '~/domain/metadata-rules'
import { useSettings } from '~/lib/settings'
import { Button } from '~/ui/button'
import { TextField } from '~/ui/field'
import type { Fingerprint } from '~/workers/fingerprint/client'
import { EstimateDetails } from './estimate-details'
import { type EditedPair, MetadataEditor } from './metadata-editor'
import { fingerprintOfSource, plannedFile, type RunSource, useFingerprint } from './run-source'
import { StartDialog } from './start-dialog'
import { type StartQuestion, startQuestions } from './start-questions'
import { TwinFile } from './twin-file'
import { useEstimate } from './use-estimate'
import { type CompletionWindow, type ServerEstimates, WindowCards } from './window-cards'

/** All that a person decides before a batch starts. */
export interface RunChoices {
  /** Stored in the batch's metadata; may be empty. */
  title: string
  completionWindow: CompletionWindow
  /** Own pairs, without the title. */
  metadata: Record<string, string>
  /** What the whole file is expected to use and cost, for the history; `null` where nobody has read the file. */
  plan: BatchPlan | null
}

interface RunFormProps {
  /** The file to run; `null` until it is checked. */
  source: RunSource | null
  /** What the check has measured; `null` where nobody has read the file. */
  sizes: FileSizes | null
  /** Batches that the file is split into. */
  parts?: number
  serverEstimates?: ServerEstimates
  /** Why the batch cannot start yet. */
  obstacle: string | undefined
  busy: boolean
  startLabel: string
  onStart: (choices: RunChoices) => void
  /** Another way to start, beside the button. */
  extraAction?: ReactNode
  /** Progress and failures of the start, below the button. */
  children?: ReactNode
}

/** Title, window, price and the explicit act that starts the batch. */
export function RunForm(props: RunFormProps) {
  const { source, sizes, parts = 1, serverEstimates = null, obstacle, busy, startLabel, onStart } = props
  const { budgetUsd } = useSettings()
  const history = useBatchHistory()
  const [openedAt] = useState(() => Date.now() / 1000)
  const [title, setTitle] = useState('')
  const [completionWindow, setCompletionWindow] = useState<CompletionWindow>('24h')
  const [pairs, setPairs] = useState<EditedPair[]>([])
  const [hasTried, setHasTried] = useState(false)
  const [questions, setQuestions] = useState<StartQuestion[]>([])
  /** What was asked and answered with yes; a second try after a failed start does not ask it again. */
  const [answered, setAnswered] = useState<string | null>(null)
  const fingerprint = useFingerprint(source)
  const shown = useEstimate(sizes, fingerprint?.value ?? null)
  const hasBadPair = pairProblems(pairs).some(({ key, value }) => key !== null || value !== null)
  const cost = shown?.estimate.costs[completionWindow] ?? null

  const start = (taken: Fingerprint | null) => {
    const file = source && plannedFile(source, taken)
    onStart({
      title: title.trim(),
      completionWindow,
      metadata: metadataOf(pairs),
      plan: shown && file && planOf(shown.sizes, shown.estimate, completionWindow, file),
    })
  }

  const submit = async () => {
    setHasTried(true)
    if (busy || obstacle !== undefined || hasBadPair || !source) return
    const taken = await fingerprintOfSource(source)
    const fileId = source.kind === 'stored' ? source.file.id : null
    // What this visit has started itself is no surprise to anybody.
    const past = history.filter(({ startedAt }) => startedAt < openedAt)
    const asked = startQuestions({
      budgetUsd,
      cost,
      earlier: sameFileBatches(past, { fingerprint: taken?.value ?? null, fileId }),
      isOfContent: taken?.isOfContent ?? true,
    })
    if (asked.length === 0 || answered === nameOf(asked, completionWindow)) start(taken)
    else setQuestions(asked)
  }

  return (
    <>
      <form
        className="grid gap-6"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <TextField
          label="Title"
          hint="How you will find this batch again. Optional."
          value={title}
          maxLength={200}
          autoComplete="off"
          onChange={({ target }) => setTitle(target.value)}
        />
        <WindowCards
          value={completionWindow}
          onValueChange={setCompletionWindow}
          estimate={shown?.estimate ?? null}
          serverEstimates={serverEstimates}
        />
        {shown ? <EstimateDetails estimate={shown.estimate} assumptions={shown.assumptions} /> : null}
        <MetadataEditor pairs={pairs} onChange={setPairs} isJob={parts > 1} showsProblems={hasTried} />
        {source?.kind === 'local' ? <TwinFile file={source.file} /> : null}
        <div className="grid gap-3">
          {parts > 1 ? <p>The file runs as {parts} batches, shown as one job.</p> : null}
          <div className="flex flex-wrap gap-3">
            <Button type="submit" variant="primary" icon={Play} busy={busy} disabledReason={obstacle}>
              {startLabel}
            </Button>
            {props.extraAction}
          </div>
          {obstacle === undefined ? null : <p className="text-sm text-ink-muted">{obstacle}</p>}
          {hasTried && hasBadPair ? (
            <p className="text-sm font-medium text-danger">Put the metadata right first; see above.</p>
          ) : null}
          {props.children}
        </div>
      </form>
      <StartDialog
        questions={questions}
        onClose={() => setQuestions([])}
        onStart={() => {
          setAnswered(nameOf(questions, completionWindow))
          start(fingerprint)
        }}
      />
    </>
  )
}

/** What was asked, for telling the same question from a new one. */
function nameOf(questions: readonly StartQuestion[], window: CompletionWindow): string {
  return [window, ...questions.map(({ kind }) => kind)].join(' ')
}
