import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Link, useLocation } from 'react-router'
import * as z from 'zod/mini'
import { readSample, sampleNamed } from '~/api/samples'
import { paths } from '~/lib/paths'
import { useUrlState } from '~/lib/url-state'
import { Notice } from '~/ui/notice'
import { PageHeader } from '~/ui/page-header'
import { prepareCheck } from '~/workers/intake/client'
import { pickedFileOf } from '../shared/picked-file'
import { LocalFileFlow } from './local-file-flow'
import { SourceStep } from './source-step'
import { Step } from './step'
import { StoredFileFlow } from './stored-file-flow'

const Url = z.object({ file: z.catch(z.string(), ''), sample: z.catch(z.string(), '') })

function NewBatchPage() {
  // A file dropped while this page is open arrives as a new visit.
  const { key } = useLocation()
  return <NewBatch key={key} />
}

function NewBatch() {
  const { state } = useLocation()
  const [url, changeUrl] = useUrlState(Url)
  const [file, setFile] = useState<File | null>(() => pickedFileOf(state))
  const sample = useMutation({ mutationFn: readSample, onSuccess: setFile })
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
    setFile(null)
    // A visit to the same address would start this page anew, and with it lose a file that is chosen meanwhile.
    if (url.file !== '' || url.sample !== '') changeUrl({ file: '', sample: '' })
  }
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
        {!url.file && file ? (
          <LocalFileFlow
            key={`${file.name} ${file.lastModified} ${file.size}`}
            file={file}
            onOtherFile={startOver}
          />
        ) : null}
        {!url.file && !file ? (
          <Step number={1} title="Source">
            <SourceStep onFile={setFile} onSample={(name) => changeUrl({ sample: name })} />
          </Step>
        ) : null}
      </div>
    </>
  )
}

export default { Component: NewBatchPage }
