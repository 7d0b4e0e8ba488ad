import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { LoaderFunctionArgs } from 'react-router'
import * as z from 'zod/mini'
import { currentConnection, useConnection } from '~/api/connection-store'
import { fileUsersQuery } from '~/api/file-users'
import { fileKeys, fileListQuery } from '~/api/files'
import { goOn, queryClient } from '~/api/query-client'
import { startUpload, useUploads } from '~/api/uploads'
import type { StoredFile } from '~/contract/file'
import { formatQuantity } from '~/lib/format'
import { readUrlState, urlQuery, useUrlState } from '~/lib/url-state'
import { useRowSelection } from '~/lib/use-row-selection'
import { useSettledText } from '~/lib/use-settled-text'
import { Button } from '~/ui/button'
import { DropZone } from '~/ui/drop-zone'
import { SearchField, SelectField } from '~/ui/field'
import { EmptyState, Notice } from '~/ui/notice'
import { PageHeader } from '~/ui/page-header'
import { SkeletonRows } from '~/ui/skeleton'
import { CursorPager } from '../shared/cursor-pager'
import { QueryTrouble } from '../shared/query-trouble'
import { RefreshControl } from '../shared/refresh-control'
import { UploadList } from '../shared/upload-tray'
import { DeleteFilesDialog } from '../shared/files/delete-files-dialog'
import { FileTable } from './file-table'
import { SelectionBar } from './selection-bar'

const Url = z.object({
  search: z.catch(z.string(), ''),
  purpose: z.catch(z.enum(['', 'batch', 'batch_output', 'batch_error']), ''),
  after: z.catch(z.string(), ''),
})

const PURPOSE_OPTIONS = [
  { value: '', label: 'All files' },
  { value: 'batch', label: 'Input files' },
  { value: 'batch_output', label: 'Output files' },
  { value: 'batch_error', label: 'Error files' },
] as const

function loader({ request }: LoaderFunctionArgs) {
  const url = readUrlState(Url, new URL(request.url).searchParams)
  const connection = currentConnection()
  goOn(queryClient.query(fileListQuery(connection, { ...url, after: url.after || null })))
  goOn(queryClient.query(fileUsersQuery(connection)))
  return null
}

function FilesPage() {
  const connection = useConnection()
  const client = useQueryClient()
  const uploads = useUploads()
  const [url, changeUrl] = useUrlState(Url)
  const [search, typeSearch] = useSettledText(url.search, (text) =>
    changeUrl({ search: text, after: '' }, { replace: true }),
  )
  const [toDelete, setToDelete] = useState<readonly StoredFile[]>([])
  const users = useQuery(fileUsersQuery(connection)).data
  const query = useQuery({
    ...fileListQuery(connection, { ...url, after: url.after || null }),
    placeholderData: keepPreviousData,
  })

  const upload = async (files: File[]) => {
    await Promise.all(files.map((file) => startUpload(connection, file).outcome))
    await client.invalidateQueries({ queryKey: fileKeys.all(connection) })
  }

  // Servers without these filters send everything: what does not fit is left out here.
  const words = url.search.toLowerCase()
  const shown = (query.data?.data ?? []).filter(
    (file) =>
      (url.purpose === '' || file.purpose === url.purpose) && file.filename.toLowerCase().includes(words),
  )
  const selection = useRowSelection(shown.map(({ id }) => id))
  // While another page or filter loads, the rows of the one before stay in view.
  const settled = query.isPlaceholderData ? undefined : query.data
  const leftOut = settled !== undefined && settled.has_more && shown.length < settled.data.length
  const filtered = url.search !== '' || url.purpose !== ''
  return (
    <>
      <title>Files · Batch Console</title>
      <div className="grid gap-6">
        <PageHeader title="Files" subtitle="What you uploaded, and what your batches wrote." />
        <DropZone
          accept=".jsonl,.ndjson"
          multiple
          label="Upload files"
          hint="or drop .jsonl files here. Uploading starts no batch and costs nothing."
          onFiles={(files) => void upload(files)}
        />
        {uploads.length > 0 ? <UploadList uploads={uploads} /> : null}
        <div className="flex flex-wrap items-center gap-3">
          <SearchField
            label="Search files by name"
            placeholder="File name"
            shortcutHint="/"
            value={search}
            onValueChange={typeSearch}
            className="grow basis-56 sm:max-w-72"
          />
          <SelectField
            label="Kind of file"
            labelHidden
            options={PURPOSE_OPTIONS}
            value={url.purpose}
            onChange={({ target }) =>
              changeUrl({ purpose: z.parse(Url.shape.purpose, target.value), after: '' })
            }
          />
          <span className="ml-auto">
            <RefreshControl query={query} />
          </span>
        </div>
        <QueryTrouble query={query} what="the files" />
        {query.isPending && query.failureCount === 0 ? <SkeletonRows rows={6} label="Loading files" /> : null}
        {shown.length > 0 ? (
          <div className="grid gap-3">
            <SelectionBar
              files={shown}
              selection={selection}
              hasMorePages={query.data?.has_more ?? false}
              onDelete={setToDelete}
            />
            <FileTable
              files={shown}
              users={users}
              selection={selection}
              onDelete={(file) => setToDelete([file])}
            />
          </div>
        ) : null}
        {leftOut ? (
          <Notice tone="info" title="This server cannot filter files">
            Only the newest ones loaded here are looked through. Go to older ones below.
          </Notice>
        ) : null}
        {settled !== undefined && shown.length === 0 ? (
          <EmptyState
            title={filtered ? 'No file fits' : 'No files yet'}
            actions={
              filtered ? (
                <Button onClick={() => changeUrl({ search: '', purpose: '', after: '' })}>Show all</Button>
              ) : undefined
            }
          >
            {filtered
              ? 'Try another name or kind.'
              : 'Upload a file of requests above. The files that batches write appear here as well.'}
          </EmptyState>
        ) : null}
        {settled && settled.data.length > 0 ? (
          <CursorPager
            summary={`${formatQuantity(shown.length, 'file')} on this page, newest first`}
            page={settled}
            after={url.after}
            queryFor={(after) => urlQuery(Url, { ...url, after })}
          />
        ) : null}
      </div>
      <DeleteFilesDialog
        files={toDelete}
        onClose={() => {
          setToDelete([])
          selection.clear()
        }}
      />
    </>
  )
}

export default { loader, Component: FilesPage }
