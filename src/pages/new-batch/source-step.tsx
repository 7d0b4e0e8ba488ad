import { useQuery } from '@tanstack/react-query'
import { ClipboardPaste } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { useConnection } from '~/api/connection-store'
import { fileListQuery } from '~/api/files'
import { SAMPLES, type SampleName } from '~/api/samples'
import { formatBytes } from '~/lib/format'
import { paths } from '~/lib/paths'
import { Button } from '~/ui/button'
import { DropZone } from '~/ui/drop-zone'
import { RelativeTime } from '~/ui/time'
import { LeaveQuestion } from './leave-question'
import { PASTED_LOSS, PasteDialog } from './paste-dialog'

const RECENT_FILES = 5

interface SourceStepProps {
  /** Text in the dialog for pasting. */
  pasted: string
  onPasted: (text: string) => void
  onFiles: (files: readonly File[]) => void
  onSample: (name: SampleName) => void
}

/** Where the requests come from: a file of this computer, one that is uploaded already, or a sample. */
export function SourceStep({ pasted, onPasted, onFiles, onSample }: SourceStepProps) {
  const [isPasting, setIsPasting] = useState(false)
  return (
    <div className="grid gap-8">
      <DropZone
        accept=".jsonl,.ndjson,.gz,.json,.txt,.csv,.tsv,.xlsx,.zip"
        multiple
        label="Choose a .jsonl file"
        hint="or drop it here. One JSON request on each line."
        onFiles={onFiles}
      >
        <Button size="sm" variant="quiet" icon={ClipboardPaste} onClick={() => setIsPasting(true)}>
          Paste requests instead
        </Button>
      </DropZone>
      <PasteDialog
        open={isPasting}
        text={pasted}
        onText={onPasted}
        onClose={() => setIsPasting(false)}
        onFile={(file) => onFiles([file])}
      />
      <LeaveQuestion losses={pasted.trim() === '' ? [] : [PASTED_LOSS]} />
      <section aria-labelledby="samples" className="grid gap-3">
        <h3 id="samples" className="font-semibold">
          No file at hand?
        </h3>
        <div className="flex flex-wrap gap-3">
          {(['requests', 'embeddings'] as const).map((name) => (
            <Button key={name} onClick={() => onSample(name)}>
              Sample: {SAMPLES[name].title.toLowerCase()}
            </Button>
          ))}
        </div>
      </section>
      <UploadedFiles />
    </div>
  )
}

function UploadedFiles() {
  const connection = useConnection()
  const files = useQuery(fileListQuery(connection, { after: null, search: '', purpose: 'batch' }))
  const recent = (files.data?.data ?? []).filter((file) => file.purpose === 'batch').slice(0, RECENT_FILES)
  if (recent.length === 0) return null
  return (
    <section aria-labelledby="uploaded" className="grid gap-3">
      <h3 id="uploaded" className="font-semibold">
        Uploaded before
      </h3>
      <ul className="border-t border-line">
        {recent.map((file) => (
          <li key={file.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-2">
            <Link to={paths.newBatch(file.id)} className="font-medium wrap-anywhere">
              {file.filename}
            </Link>
            <span className="text-sm text-ink-muted tabular-nums">{formatBytes(file.bytes)}</span>
            <span className="ml-auto text-sm text-ink-muted">
              <RelativeTime seconds={file.created_at} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
