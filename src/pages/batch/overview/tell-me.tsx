import { Bell, BellRing } from 'lucide-react'
import { useState } from 'react'
import { askToBeTold, useWatchedBatches } from '~/api/watched-batches'
import type { Batch } from '~/contract/batch'
import { Button } from '~/ui/button'

interface TellMeProps {
  connectionId: string
  batch: Batch
  title: string
}

/** Asks to be told when the batch is done, and says how that will happen. For one that runs. */
export function TellMe({ connectionId, batch, title }: TellMeProps) {
  const asked = useWatchedBatches(connectionId).some((one) => one.batchId === batch.id && one.asked)
  const [isBlocked, setIsBlocked] = useState(false)
  const toggle = async () => {
    askToBeTold(connectionId, batch.id, title, !asked)
    if (!asked) setIsBlocked((await permission()) !== 'granted')
  }
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Button size="sm" icon={asked ? BellRing : Bell} aria-pressed={asked} onClick={() => void toggle()}>
        Tell me when it is done
      </Button>
      {asked ? (
        <p role="status" className="text-sm text-ink-muted">
          {isBlocked
            ? 'This browser does not let the page notify you: keep the tab open, its title will tell.'
            : 'You will be told as long as a tab of the console is open.'}
        </p>
      ) : null}
    </div>
  )
}

/** Browsers ask the person only on a click, and not at all on plain http. */
async function permission(): Promise<NotificationPermission> {
  if (typeof Notification === 'undefined') return 'denied'
  return Notification.requestPermission()
}
