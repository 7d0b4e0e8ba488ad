import { useEffect } from 'react'
import {
  dismissLaunch,
  type Launch,
  launchDone,
  launchEnded,
  launchesNow,
  setLaunchShownByPage,
  useLaunches,
} from '~/api/launches'
import { Button } from '~/ui/button'
import { Notice } from '~/ui/notice'
import { LaunchStatus } from '../shared/launch-status'

/** What this tab still sends or starts of a job. */
export function JobLaunches({ jobId }: { jobId: string }) {
  const launches = useLaunches().filter(
    (launch) => launch.parts.some(({ job }) => job?.jobId === jobId) && !launchDone(launch),
  )
  return launches.map((launch) => <JobLaunch key={launch.id} launch={launch} />)
}

function JobLaunch({ launch }: { launch: Launch }) {
  const { id } = launch
  const hasEnded = launchEnded(launch)
  useEffect(() => {
    // The tray at the edge need not show what the page shows; it takes over when the page is left.
    setLaunchShownByPage(id, true)
    return () => {
      setLaunchShownByPage(id, false)
      // Once all is done the page shows what has become of it.
      const now = launchesNow().find((other) => other.id === id)
      if (now && launchDone(now)) dismissLaunch(id)
    }
  }, [id])
  return (
    <Notice
      tone={hasEnded ? 'warning' : 'info'}
      title={hasEnded ? 'Not all parts of this job have started' : 'This tab still sends parts of this job'}
      actions={
        hasEnded ? (
          <Button size="sm" variant="quiet" onClick={() => dismissLaunch(id)}>
            Dismiss
          </Button>
        ) : undefined
      }
    >
      <LaunchStatus launch={launch} repeatable />
    </Notice>
  )
}
