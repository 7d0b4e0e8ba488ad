import { WandSparkles } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { NATURE_WORDS } from '~/domain/intake/file-nature'
import type { FixOffer } from '~/domain/intake/fixes/fix-table'
import { changeOf, fixableKinds } from '~/domain/intake/fixes/offers'
import type { ProblemGroup } from '~/domain/intake/problem-log'
import { holdsRequests } from '~/domain/intake/report-words'
import { formatCount, formatPercent, formatQuantity } from '~/lib/format'
import { useAnnounce } from '~/ui/announcer'
import { Button } from '~/ui/button'
import { Facts } from '~/ui/definition-list'
import { Notice } from '~/ui/notice'
import { ChangeHistory } from './change-history'
import { ChangeRow } from './change-row'
import { ProblemList } from '../../shared/check/problem-list'
import { ReportView } from '../../shared/check/report-view'
import { type ChangeTask, TaskDialog } from './task-dialog'
import type { CheckedIntake, Intake } from './use-intake'

interface CheckStepProps {
  intake: Intake
  /** Size of the chosen file, packed or not. */
  bytes: number
  /** The file is on its way to the server, so it must stay as it is. */
  isLocked: boolean
  /** Shows a line of the file. @param line as an editor counts, from 1 */
  onOpenLine?: (line: number) => void
}

/** What the check found in a file, and everything that can be done about it. */
export function CheckStep({ intake, bytes, isLocked, onOpenLine }: CheckStepProps) {
  switch (intake.state) {
    case 'reading':
      return <Reading bytes={bytes} intake={intake} />
    case 'failed':
      return (
        <Notice tone="danger" title="The check stopped" live="assertive">
          {intake.message}
        </Notice>
      )
    case 'done':
      return <Checked intake={intake} isLocked={isLocked} onOpenLine={onOpenLine} />
  }
}

function Reading({ bytes, intake }: { bytes: number; intake: Extract<Intake, { state: 'reading' }> }) {
  const announce = useAnnounce()
  const read = `Checking, ${formatPercent(intake.fileBytes, bytes)} read`
  useEffect(() => {
    // Speaks to screen readers, which do not follow text that changes.
    announce(read, 'live')
  }, [announce, read])
  const { progress } = intake
  const kinds = progress ? progress.kinds.error + progress.kinds.warning : 0
  return (
    <Facts
      columns={2}
      entries={[
        { term: 'Kind of file', value: progress ? NATURE_WORDS[progress.nature] : '–' },
        { term: 'Requests', value: progress ? `${formatCount(progress.requests)} so far` : '–' },
        { term: 'Progress', value: read },
        { term: 'Problems', value: kinds === 0 ? 'None so far' : formatQuantity(kinds, 'kind') },
      ]}
    />
  )
}

interface CheckedProps {
  intake: CheckedIntake
  isLocked: boolean
  onOpenLine: ((line: number) => void) | undefined
}

function Checked({ intake, isLocked, onOpenLine }: CheckedProps) {
  const [task, setTask] = useState<ChangeTask | null>(null)
  const { report, changes } = intake
  const region = useFocusAfterChange(changes.length)
  const fixable = fixableKinds(report.problems)

  function chooseFix(group: ProblemGroup, offer: FixOffer) {
    if (offer.fix !== 'rename') return setTask({ type: 'fix', group, offer })
    // A name needs no preview and no worker.
    const { signal } = new AbortController()
    return void intake.apply([changeOf(group.kind, offer, null)], { signal, onProgress: () => {} })
  }

  return (
    <section ref={region} aria-label="Check of the file" tabIndex={-1} className="outline-none">
      <ReportView report={report} done={changes.at(-1)?.join(', ')}>
        {changes.length > 0 ? <ChangeHistory intake={intake} isLocked={isLocked} /> : null}
        {report.problems.length > 0 ? (
          <ProblemList
            groups={report.problems}
            onOpenLine={onOpenLine}
            action={
              fixable.length > 1 && !isLocked ? (
                <Button size="sm" icon={WandSparkles} onClick={() => setTask({ type: 'all' })}>
                  Fix what needs no question
                </Button>
              ) : null
            }
            onFix={isLocked ? undefined : chooseFix}
          />
        ) : null}
        {holdsRequests(report.nature) && report.requests > 0 && !isLocked ? (
          <ChangeRow onChoose={(type) => setTask({ type })} />
        ) : null}
      </ReportView>
      {task ? <TaskDialog task={task} intake={intake} onClose={() => setTask(null)} /> : null}
    </section>
  )
}

/** After a change the button that led to it may be gone: the focus goes to the new verdict. */
function useFocusAfterChange(changes: number) {
  const region = useRef<HTMLElement>(null)
  const known = useRef(changes)
  useEffect(() => {
    // Moves the browser's focus.
    if (known.current !== changes) region.current?.focus()
    known.current = changes
  }, [changes])
  return region
}
