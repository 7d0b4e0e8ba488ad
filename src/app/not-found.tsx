import { Link, useLocation } from 'react-router'
import { paths } from '~/lib/paths'
import { buttonClass } from '~/ui/button'
import { PageHeader } from '~/ui/page-header'

/** An address that leads nowhere. */
export function NotFound() {
  const { pathname } = useLocation()
  return (
    <>
      <title>Page not found · Batch Console</title>
      <div className="space-y-6">
        <PageHeader
          title="There is no page here"
          subtitle={<code className="font-mono text-sm wrap-anywhere">{pathname}</code>}
        />
        <p className="max-w-prose text-ink-muted">
          The address may be mistyped, or come from another version of the console. Your batches and files are
          not affected.
        </p>
        <div className="flex flex-wrap gap-3">
          <Link to={paths.batches()} className={buttonClass({ variant: 'primary' })}>
            Go to batches
          </Link>
          <Link to={paths.files()} className={buttonClass()}>
            Go to files
          </Link>
        </div>
      </div>
    </>
  )
}
