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
import { pickedFilesOf } from '../shared/picked-file'
import { LocalFileFlow } from './local-file-flow'
import { SeveralFiles } from './several-files'
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
  const [chosen, setChosen] = useState(() => pickedFilesOf(state))
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
    if (url.file !== '' || url.sample !== '') changeUrl({ file: '', sample: '' })
  }
  const [file] = chosen
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
        {!url.file && chosen.length > 1 ? (
          <Step number={1} title="Source">
            <SeveralFiles files={chosen} onFile={(one) => setChosen([one])} onOtherFile={startOver} />
          </Step>
        ) : null}
        {!url.file && file && chosen.length === 1 ? (
          <LocalFileFlow
            key={`${file.name} ${file.lastModified} ${file.size}`}
            file={file}
            onOtherFile={startOver}
          />
        ) : null}
        {!url.file && !file ? (
          <Step number={1} title="Source">
            <SourceStep onFiles={setChosen} onSample={(name) => changeUrl({ sample: name })} />
          </Step>
        ) : null}
      </div>
    </>
  )
}

export default { Component: NewBatchPage }
