import { useQuery } from '@tanstack/react-query'
import { Play, Trash2 } from 'lucide-react'
import { type RefObject, useEffect, useRef, useState } from 'react'
import {
  Link,
  type LoaderFunctionArgs,
  type ShouldRevalidateFunctionArgs,
  useNavigate,
  useParams,
} from 'react-router'
import { currentConnection, useConnection } from '~/api/connection-store'
import { fileUsersQuery } from '~/api/file-users'
import { useFileRequests } from '~/api/file-requests'
import { fileQuery } from '~/api/files'
import { goOn, queryClient } from '~/api/query-client'
import type { StoredFile } from '~/contract/file'
import { requestsOf } from '~/domain/file-requests'
import { formatBytes, formatQuantity } from '~/lib/format'
import { paths } from '~/lib/paths'
import { urlQuery, useUrlState } from '~/lib/url-state'
import { Button, buttonClass } from '~/ui/button'
import { PageHeader } from '~/ui/page-header'
import { ShortId } from '~/ui/short-id'
import { SkeletonRows } from '~/ui/skeleton'
import { RelativeTime } from '~/ui/time'
import { DeleteFilesDialog } from '../shared/files/delete-files-dialog'
import { DownloadButton } from '../shared/download-button'
import { fileKindOf } from '../shared/files/file-kinds'
import { QueryTrouble } from '../shared/query-trouble'
import { StoredFileViewer } from '../shared/request-viewer/stored-file-viewer'
import { ViewerState } from '../shared/request-viewer/viewer-state'
import { UsedBy } from '../shared/files/used-by'
import { FileCheck } from './file-check'

function loader({ params }: LoaderFunctionArgs) {
  const connection = currentConnection()
  goOn(queryClient.query(fileQuery(connection, params['fileId'] ?? '')))
  goOn(queryClient.query(fileUsersQuery(connection)))
  return null
}

/** The open line and the search are in the URL too, and neither makes the file another one. */
function shouldRevalidate({ currentParams, nextParams }: ShouldRevalidateFunctionArgs) {
  return currentParams['fileId'] !== nextParams['fileId']
}

function FilePage() {
  const { fileId = '' } = useParams()
  return <FileView key={fileId} fileId={fileId} />
}

function FileView({ fileId }: { fileId: string }) {
  const connection = useConnection()
  const query = useQuery(fileQuery(connection, fileId))
  const file = query.data
  const name = file?.filename ?? 'File'
  const viewer = useRef<HTMLDivElement>(null)
  const navigate = useNavigate()
  const [viewed] = useUrlState(ViewerState)
  const openLine = async (line: number) => {
    const search = urlQuery(ViewerState, { ...viewed, line: String(line) })
    await navigate({ search }, { preventScrollReset: true })
    viewer.current?.scrollIntoView()
  }
  return (
    <div className="grid gap-6">
      <title>{`${name} · Batch Console`}</title>
      {/* The same heading before and after the file has arrived: it may hold the focus. */}
      <PageHeader
        kicker={<Link to={paths.files()}>Files</Link>}
        title={name}
        subtitle={file ? <AboutFile file={file} /> : null}
        actions={file ? <Actions file={file} /> : null}
      />
      <QueryTrouble query={query} what="this file" />
      {query.isPending && query.failureCount === 0 ? (
        <SkeletonRows rows={5} label="Loading the file" />
      ) : null}
      {file?.purpose === 'batch' ? (
        <FileCheck file={file} onOpenLine={(line) => void openLine(line)} />
      ) : null}
      {file ? (
        <div ref={viewer} className="min-w-0 scroll-mt-4">
          <StoredFileViewer file={file} />
          {/* Drawn after the viewer, which is then there. */}
          <OpenLineInView viewer={viewer} line={viewed.line} />
        </div>
      ) : null}
    </div>
  )
}

interface OpenLineInViewProps {
  viewer: RefObject<HTMLElement | null>
  /** Empty when none is open. */
  line: string
}

/** Brings the viewer into view whenever it opens a line: what the check found may fill the screen above it. */
function OpenLineInView({ viewer, line }: OpenLineInViewProps) {
  useEffect(() => {
    // Scrolls the page.
    if (line !== '') viewer.current?.scrollIntoView()
  }, [viewer, line])
  return null
}

function Actions({ file }: { file: StoredFile }) {
  const navigate = useNavigate()
  const [isDeleting, setIsDeleting] = useState(false)
  return (
    <>
      {file.purpose === 'batch' ? (
        <Link to={paths.newBatch(file.id)} className={buttonClass({ variant: 'primary', size: 'sm' })}>
          <Play aria-hidden className="size-3.5" strokeWidth={1.75} />
          Start a batch
        </Link>
      ) : null}
      <DownloadButton fileId={file.id} label="Download" fileName={file.filename.replace(/\.jsonl$/i, '')} />
      <Button icon={Trash2} size="sm" onClick={() => setIsDeleting(true)}>
        Delete
      </Button>
      <DeleteFilesDialog
        files={isDeleting ? [file] : []}
        onClose={() => setIsDeleting(false)}
        onDeleted={async () => {
          await navigate(paths.files())
        }}
      />
    </>
  )
}

/** What the file is, in one line. */
function AboutFile({ file }: { file: StoredFile }) {
  const connection = useConnection()
  const users = useQuery(fileUsersQuery(connection)).data
  const counted = useFileRequests(connection)(file.id)
  const requests = requestsOf(file, users?.byFile.get(file.id) ?? [], counted)
  return (
    <span className="flex flex-wrap items-baseline gap-x-5 gap-y-1">
      <ShortId id={file.id} />
      <span>{fileKindOf(file.purpose).label}</span>
      {requests.kind === 'known' ? (
        <span>
          {formatQuantity(requests.requests, file.purpose === 'batch' ? 'request' : 'row')}
          {requests.isGrowing ? ' so far' : ''}
        </span>
      ) : null}
      <span>{formatBytes(file.bytes)}</span>
      <span>
        created <RelativeTime seconds={file.created_at} focusable />
      </span>
      <span>
        {file.expires_at === null ? (
          'stays'
        ) : (
          <>
            expires <RelativeTime seconds={file.expires_at} focusable />
          </>
        )}
      </span>
      <UsedBy file={file} users={users} />
    </span>
  )
}

export default { loader, shouldRevalidate, Component: FilePage }
