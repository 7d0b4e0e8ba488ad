import { RotateCw } from 'lucide-react'
import { useLocation, useNavigate, useRouteError } from 'react-router'
import { paths } from '~/lib/paths'
import { MissingCode, reasonOf } from '~/lib/missing-code'
import { Button, buttonClass } from '~/ui/button'
import { Notice } from '~/ui/notice'
import { PageHeader } from '~/ui/page-header'

/**
 * A page, or the whole app, that could not be drawn. Failures of the API do not come here, pages show them in
 * place; this is a fault of the console, or a part of it that could not be fetched after an update.
 */
export function RouteError() {
  const error = useRouteError()
  const navigate = useNavigate()
  const location = useLocation()
  if (error instanceof MissingCode) {
    return (
      <>
        <title>Not loaded · Batch Console</title>
        <PageHeader title="This page could not be loaded" />
        <div className="mt-6">
          <Notice
            tone="danger"
            title="A part of the console is missing."
            details={reasonOf(error)}
            live="assertive"
            actions={
              <Button
                variant="primary"
                icon={RotateCw}
                onClick={() => void navigate(location, { replace: true })}
              >
                Try again
              </Button>
            }
          >
            {error.message}
          </Notice>
        </div>
      </>
    )
  }
  return (
    <>
      <title>Something broke · Batch Console</title>
      {/* Alone on the page when the frame itself has failed; inside the frame the frame sets the margins. */}
      <div className="mx-auto max-w-3xl space-y-6 px-6 py-16 [main_&]:mx-0 [main_&]:max-w-none [main_&]:p-0">
        <PageHeader title="This page could not be shown" />
        <Notice
          tone="danger"
          title="The console itself has failed here"
          details={detailsOf(error)}
          live="assertive"
          actions={
            <>
              <Button variant="primary" icon={RotateCw} onClick={() => window.location.reload()}>
                Reload
              </Button>
              {/* A full load, not a route change: what is in memory may be what broke. */}
              <a
                href={`${import.meta.env.BASE_URL.replace(/\/$/, '')}${paths.batches()}`}
                className={buttonClass()}
              >
                Back to batches
              </a>
            </>
          }
        >
          Your batches run on the server and go on. Reloading is safe, and helps when the console was updated
          meanwhile. If it happens again, report it with the text under Details.
        </Notice>
      </div>
    </>
  )
}

function detailsOf(error: unknown): string {
  if (error instanceof Error) return error.stack ?? `${error.name}: ${error.message}`
  if (typeof error === 'string') return error
  return JSON.stringify(error, null, 2) ?? 'No details.'
}
