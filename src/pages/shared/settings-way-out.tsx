import { Link } from 'react-router'
import type { ApiErrorKind } from '~/api/errors'
import { paths } from '~/lib/paths'
import { buttonClass } from '~/ui/button'

/** Failures whose way out is the address or the key. */
const SETTINGS_HELP: ReadonlySet<ApiErrorKind> = new Set([
  'network',
  'unauthorized',
  'unreadable',
  'forbidden',
])

/** The way to the settings, for failures that lie there. */
export function SettingsWayOut({ kind }: { kind: ApiErrorKind }) {
  if (!SETTINGS_HELP.has(kind)) return null
  return (
    <Link to={paths.settings()} className={buttonClass({ size: 'sm' })}>
      Open settings
    </Link>
  )
}
