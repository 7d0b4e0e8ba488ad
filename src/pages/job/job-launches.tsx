import { useEffect } from 'react'
import {
  dismissLaunch,
  type Launch,
  launchDone,
  launchesNow,
  setLaunchShownByPage,
  useLaunches,
} from '~/api/launches'
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
    <Notice tone="info" title="This tab still sends parts of this job">
      <LaunchStatus launch={launch} repeatable />
    </Notice>
  )
}
