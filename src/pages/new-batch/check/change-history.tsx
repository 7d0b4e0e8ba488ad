import { Download, Undo2 } from 'lucide-react'
import { formatQuantity } from '~/lib/format'
import { saveFile } from '~/lib/save-file'
import { Button } from '~/ui/button'
import { classNames } from '~/ui/class-names'
import type { CheckedIntake } from './use-intake'

interface ChangeHistoryProps {
  intake: CheckedIntake
  isLocked: boolean
}

/** What was done to the file, with the way back, and what can be taken home. */
export function ChangeHistory({ intake, isLocked }: ChangeHistoryProps) {
  const { changes, dropped, file, undo } = intake
  return (
    <section aria-labelledby="changes" className="grid gap-3">
      <h3 id="changes" className="font-semibold">
        What you changed
      </h3>
      <ol className="border-t border-line">
        {changes.map((words, index) => (
          // Changes have no name of their own, and only the last one ever goes.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index} className="flex items-baseline gap-4 border-b border-line py-2">
            <ul
              className={classNames(
                'grid min-w-0 grow gap-x-6 gap-y-0.5',
                words.length > 3 && 'sm:grid-cols-2',
              )}
            >
              {words.map((phrase) => (
                <li key={phrase} className="wrap-anywhere">
                  {phrase}
                </li>
              ))}
            </ul>
            {index === changes.length - 1 ? (
              <Button
                size="sm"
                variant="quiet"
                icon={Undo2}
                disabledReason={isLocked ? 'The file is being uploaded.' : undefined}
                onClick={undo}
              >
                Undo
              </Button>
            ) : null}
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap gap-2">
        <Button
          size="sm"
          icon={Download}
          onClick={() => saveFile(file, file.name.replace(/(\.[^.]*)?$/, '.fixed$1'))}
        >
          Save the changed file
        </Button>
        {dropped ? (
          <Button size="sm" icon={Download} onClick={() => saveFile(dropped.file, dropped.file.name)}>
            Download the {formatQuantity(dropped.requests, 'line')} taken out
          </Button>
        ) : null}
      </div>
    </section>
  )
}
