import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import * as z from 'zod/mini'
import { currentConnection, useConnection } from '~/api/connection-store'
import { fileIndexQuery, readAllFilesAgain, useFileIndex } from '~/api/file-index'
import { type FileUsers, fileUsersQuery } from '~/api/file-users'
import { fileKeys } from '~/api/files'
import { goOn, queryClient } from '~/api/query-client'
import { startUpload, useUploads } from '~/api/uploads'
import type { StoredFile } from '~/contract/file'
import { filterFiles } from '~/domain/file-list'
import { useUrlState } from '~/lib/url-state'
import { useRowSelection } from '~/lib/use-row-selection'
import { useSettledText } from '~/lib/use-settled-text'
import { Button } from '~/ui/button'
import { DropZone } from '~/ui/drop-zone'
import { SearchField, SelectField } from '~/ui/field'
import { EmptyState } from '~/ui/notice'
import { PageHeader } from '~/ui/page-header'
import { SkeletonRows } from '~/ui/skeleton'
import { DeleteFilesDialog } from '../shared/files/delete-files-dialog'
import { QueryTrouble } from '../shared/query-trouble'
import { RefreshControl } from '../shared/refresh-control'
import { UploadList } from '../shared/upload-tray'
import { countUploaded } from './count-uploaded'
import { FilePager } from './file-pager'
import { FileTable } from './file-table'
import { FileTiles } from './file-tiles'
import { FilesUrl } from './files-url'
import { SelectionBar } from './selection-bar'

const PAGE_SIZE = 25

/** What is known where the batches could not be read. */
const NO_USERS: FileUsers = { byFile: new Map(), isWhole: false }

const PURPOSE_OPTIONS = [
  { value: '', label: 'All files' },
  { value: 'batch', label: 'Input files' },
  { value: 'batch_output', label: 'Output files' },
  { value: 'batch_error', label: 'Error files' },
] as const

function loader() {
  const connection = currentConnection()
  goOn(queryClient.query(fileIndexQuery(connection)))
  goOn(queryClient.query(fileUsersQuery(connection)))
  return null
}

function FilesPage() {
  const connection = useConnection()
  const client = useQueryClient()
  const uploads = useUploads()
  const [url, changeUrl] = useUrlState(FilesUrl)
  const [search, typeSearch] = useSettledText(url.search, (text) =>
    changeUrl({ search: text, page: '1' }, { replace: true }),
  )
  const [toDelete, setToDelete] = useState<readonly StoredFile[]>([])
  const usersQuery = useQuery(fileUsersQuery(connection))
  const users = usersQuery.data ?? (usersQuery.isError ? NO_USERS : undefined)
  const query = useQuery(fileIndexQuery(connection))
  const index = useFileIndex(connection)

  const upload = async (files: File[]) => {
    await Promise.all(
      files.map(async (file) => {
        const stored = await startUpload(connection, file).outcome
        if (stored) countUploaded(connection, stored, file)
      }),
    )
    await client.invalidateQueries({ queryKey: fileKeys.all(connection) })
  }

  const fitting = filterFiles(index.entries, url)
  const page = Number(url.page)
  const shown = fitting.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)
  const selection = useRowSelection(shown.map(({ id }) => id))
  const settled = query.data !== undefined
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
        {index.entries.length > 0 ? <FileTiles files={index.entries} isWhole={index.reachedEnd} /> : null}
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
              changeUrl({ purpose: z.parse(FilesUrl.shape.purpose, target.value), page: '1' })
            }
          />
          <span className="ml-auto">
            <RefreshControl query={query} onRefresh={() => readAllFilesAgain(connection)} />
          </span>
        </div>
        <QueryTrouble query={query} what="the files" />
        {index.entries.length === 0 && query.isPending && query.failureCount === 0 ? (
          <SkeletonRows rows={6} label="Loading files" />
        ) : null}
        {shown.length > 0 ? (
          <div className="grid gap-3">
            <SelectionBar
              files={shown}
              selection={selection}
              isOnePage={fitting.length > shown.length}
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
        {settled && shown.length === 0 ? (
          <EmptyState
            title={filtered ? 'No file fits' : page > 1 ? 'No older files' : 'No files yet'}
            actions={
              filtered || page > 1 ? (
                <Button onClick={() => changeUrl({ search: '', purpose: '', page: '1' })}>Show all</Button>
              ) : undefined
            }
          >
            {filtered
              ? 'Try another name or kind.'
              : page > 1
                ? 'You are past the last page.'
                : 'Upload a file of requests above. The files that batches write appear here as well.'}
          </EmptyState>
        ) : null}
        {index.entries.length > 0 ? (
          <FilePager
            index={index}
            fitting={fitting}
            url={url}
            pageSize={PAGE_SIZE}
            isReading={query.isFetching && !index.reachedEnd}
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
