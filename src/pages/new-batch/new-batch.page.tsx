import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Link, useLocation } from 'react-router'
import * as z from 'zod/mini'
import { readSample, sampleNamed } from '~/api/samples'
import { CLONE_ROWS } from '~/domain/attempts/clone-rows'
import { paths } from '~/lib/paths'
import { useUrlState } from '~/lib/url-state'
import { Notice } from '~/ui/notice'
import { PageHeader } from '~/ui/page-header'
import { SkeletonRows } from '~/ui/skeleton'
import { prepareCheck } from '~/workers/intake/client'
import { latePart } from '../shared/rows/late-part'
import { pickedFilesOf } from '../shared/picked-file'
import { LocalFileFlow } from './local-file-flow'
import { PASTED_LOSS, PASTED_NAME } from './paste-dialog'
import { SeveralFiles } from './several-files'
import { SourceStep } from './source-step'
import { Step } from './step'
import { StoredFileFlow } from './stored-file-flow'

const CloneFlow = latePart(
  'The batch',
  async () => (await import('./clone/clone-flow')).CloneFlow,
  () => <SkeletonRows rows={3} label="Loading the batch" />,
)

/**
 * `clone` is the id of a batch, `rows` which of its rows are meant, `cause` why those that failed did, `row` the
 * number of the only one of them that is meant, from 1.
 */
const Url = z.object({
  file: z.catch(z.string(), ''),
  sample: z.catch(z.string(), ''),
  clone: z.catch(z.string(), ''),
  rows: z.catch(z.enum(CLONE_ROWS), 'all'),
  cause: z.catch(z.string(), ''),
  row: z.catch(z.string().check(z.regex(/^[1-9]\d{0,8}$/)), ''),
})

function NewBatchPage() {
  // A file dropped while this page is open arrives as a new visit.
  const { key, search } = useLocation()
  const cloned = new URLSearchParams(search).get('clone')
  // Other rows of the same batch are no new visit.
  return <NewBatch key={cloned ? `clone ${cloned}` : key} />
}

function NewBatch() {
  const { state } = useLocation()
  const [url, changeUrl] = useUrlState(Url)
  const [chosen, setChosen] = useState(() => pickedFilesOf(state))
  const [pasted, setPasted] = useState('')
  const sample = useMutation({ mutationFn: readSample, onSuccess: (file) => setChosen([file]) })
  const { mutate: takeSample } = sample
  useEffect(() => {
    // Fetches the sample that the address asks for.
    const name = sampleNamed(url.sample)
    if (name) takeSample(name)
  }, [url.sample, takeSample])

  useEffect(() => {
    // Starts the worker that will check the file.
    prepareCheck()
  }, [])

  const startOver = () => {
    setChosen([])
    // A visit to the same address would start this page anew, and with it lose a file that is chosen meanwhile.
    if (url.file !== '' || url.sample !== '')
      changeUrl({ file: '', sample: '', clone: '', rows: 'all', cause: '', row: '' })
  }
  const [file] = chosen
  const isOfServer = url.file !== '' || url.clone !== ''
  return (
    <>
      <title>New batch · Batch Console</title>
      <div className="grid max-w-3xl gap-8">
        <PageHeader
          title="New batch"
          kicker={<Link to={paths.batches()}>Batches</Link>}
          subtitle="Nothing runs and nothing is charged before you start the batch below."
        />
        {sample.isError ? (
          <Notice tone="danger" title="The sample could not be read">
            {sample.error.message}
          </Notice>
        ) : null}
        {url.file ? <StoredFileFlow key={url.file} fileId={url.file} /> : null}
        {url.clone && !url.file ? (
          <CloneFlow
            batchId={url.clone}
            rows={url.rows}
            cause={url.cause}
            row={url.row === '' ? null : Number(url.row) - 1}
            onRows={(rows) => changeUrl({ rows, cause: '', row: '' }, { replace: true })}
          />
        ) : null}
        {!isOfServer && chosen.length > 1 ? (
          <Step number={1} title="Source">
            <SeveralFiles files={chosen} onFile={(one) => setChosen([one])} onOtherFile={startOver} />
          </Step>
        ) : null}
        {!isOfServer && file && chosen.length === 1 ? (
          <LocalFileFlow
            key={`${file.name} ${file.lastModified} ${file.size}`}
            file={file}
            fileLoss={url.sample ? undefined : lossOf(file)}
            onOtherFile={startOver}
          />
        ) : null}
        {!isOfServer && !file ? (
          <Step number={1} title="Source">
            <SourceStep
              pasted={pasted}
              onPasted={setPasted}
              onFiles={setChosen}
              onSample={(name) => changeUrl({ sample: name })}
            />
          </Step>
        ) : null}
      </div>
    </>
  )
}

/** What leaving would lose with a file alone. */
function lossOf({ name }: File): string {
  if (name === PASTED_NAME) return PASTED_LOSS
  return `${name}, as you chose it here. On this computer it stays as it is.`
}

export default { Component: NewBatchPage }
