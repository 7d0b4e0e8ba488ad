import { Play } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { planOf } from '~/domain/estimate/experience'
import type { BatchPlan } from '~/domain/estimate/history'
import type { FileSizes } from '~/domain/estimate/size-tally'
import { metadataOf, pairProblems } from '~/domain/metadata-rules'
import { Button } from '~/ui/button'
import { TextField } from '~/ui/field'
import { isTrialSubmission, TrialButton } from '../job-choices'
import { TRIAL_ROWS } from '../job-parts'
import { EstimateDetails } from '../../shared/estimate/estimate-details'
import { MetadataEditor } from './metadata-editor'
import { plannedFile, type RunSource, useFingerprint } from './run-source'
import { StartDialog } from './start-dialog'
import { TwinFile } from './twin-file'
import { useEstimate } from '../../shared/estimate/use-estimate'
import type { ServerEstimates } from '../../shared/estimate/use-server-estimates'
import type { CompletionWindow } from '../../shared/estimate/window-price'
import { type RunDraft, useRunDraft } from './use-run-draft'
import { useStartGuard } from './use-start-guard'
import { WindowCards } from './window-cards'

/** All that a person decides before a batch starts. */
interface RunChoices {
  /** Stored in the batch's metadata; may be empty. */
  title: string
  completionWindow: CompletionWindow
  /** Own pairs, without the title. */
  metadata: Record<string, string>
  /** What the whole file is expected to use and cost, for the history; `null` where nobody has read the file. */
  plan: BatchPlan | null
  /** Rows that are tried first; 0 for all of them. */
  trialRows: number
}

interface RunFormProps {
  /** The file to run; `null` until it is checked. */
  source: RunSource | null
  /** What the check has measured; `null` where nobody has read the file. */
  sizes: FileSizes | null
  /** Batches that the file is split into. */
  parts?: number
  /** The choice whether it is split, where there is one. */
  division?: ReactNode
  serverEstimates?: ServerEstimates
  /** Why the batch cannot start yet. */
  obstacle: string | undefined
  busy: boolean
  startLabel: string
  onStart: (choices: RunChoices) => void | Promise<void>
  /** A few rows can be tried first. */
  offersTrial?: boolean
  /** The person asked to run rows once more. */
  isRepeat?: boolean | undefined
  /** What is filled in, where that outlives this form or begins with something. */
  draft?: RunDraft | undefined
  /** Progress and failures of the start, below the button. */
  children?: ReactNode
}

/** Title, window, price and the explicit act that starts the batch. */
export function RunForm(props: RunFormProps) {
  const { source, sizes, parts = 1, serverEstimates = null, obstacle, startLabel, onStart } = props
  const ownDraft = useRunDraft()
  const { title, setTitle, completionWindow, setCompletionWindow, pairs, setPairs } = props.draft ?? ownDraft
  const [hasTried, setHasTried] = useState(false)
  const fingerprint = useFingerprint(source)
  const shown = useEstimate(sizes, fingerprint?.value ?? null)
  const hasBadPair = pairProblems(pairs).some(({ key, value }) => key !== null || value !== null)
  const guard = useStartGuard({
    completionWindow,
    cost: shown?.estimate.costs[completionWindow] ?? null,
    requests: shown?.estimate.requests ?? 0,
    isRepeat: props.isRepeat ?? false,
    onGo: (wish, taken) =>
      onStart({
        title: title.trim(),
        completionWindow,
        metadata: metadataOf(pairs),
        plan: shown && planOf(shown.sizes, shown.estimate, completionWindow, plannedFile(wish.source, taken)),
        trialRows: wish.trialRows,
      }),
  })
  const busy = props.busy || guard.busy

  return (
    <>
      <form
        className="grid gap-6"
        onSubmit={(event) => {
          event.preventDefault()
          setHasTried(true)
          if (busy || obstacle !== undefined || hasBadPair || !source) return
          const trialRows = isTrialSubmission(event.nativeEvent) ? TRIAL_ROWS : 0
          void guard.ask({ source, trialRows })
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
        {props.division}
        <div className="grid gap-3">
          {parts > 1 ? <p>The file runs as {parts} batches, shown as one job.</p> : null}
          <div className="flex flex-wrap gap-3">
            <Button type="submit" variant="primary" icon={Play} busy={busy} disabledReason={obstacle}>
              {startLabel}
            </Button>
            {props.offersTrial ? <TrialButton obstacle={obstacle} busy={busy} /> : null}
          </div>
          {obstacle === undefined ? null : <p className="text-sm text-ink-muted">{obstacle}</p>}
          {hasTried && hasBadPair ? (
            <p className="text-sm font-medium text-danger">Put the metadata right first; see above.</p>
          ) : null}
          {props.children}
        </div>
      </form>
      <StartDialog questions={guard.questions} onClose={guard.dismiss} onStart={guard.confirm} />
    </>
  )
}
