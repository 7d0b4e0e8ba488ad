import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { useConnection } from '~/api/connection-store'
import { fileListQuery } from '~/api/files'
import { paths } from '~/lib/paths'
import { RelativeTime } from '~/ui/time'

/** Says that the server has a file of the same name and size: it need not be sent again. */
export function TwinFile({ file }: { file: File }) {
  const connection = useConnection()
  const list = useQuery(fileListQuery(connection, { after: null, search: file.name, purpose: 'batch' }))
  const [openedAt] = useState(() => Date.now() / 1000)
  const twin = list.data?.data.find(({ filename, bytes }) => filename === file.name && bytes === file.size)
  if (!twin || twin.created_at > openedAt) return null
  return (
    <p className="border-l-2 border-accent pl-3.5 text-sm text-ink-muted">
      A file of this name and size was uploaded <RelativeTime seconds={twin.created_at} />.{' '}
      <Link to={paths.newBatch(twin.id)} className="text-accent underline underline-offset-4">
        Start from it
      </Link>{' '}
      instead, if it is the same: nothing is sent again.
    </p>
  )
}
