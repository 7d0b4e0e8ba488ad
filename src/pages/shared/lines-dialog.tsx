import { Dialog } from '~/ui/dialog'
import { SkeletonRows } from '~/ui/skeleton'
import { latePart } from './rows/late-part'

const LocalFileViewer = latePart(
  'The file',
  async () => (await import('./request-viewer/local-file-viewer')).LocalFileViewer,
  () => <SkeletonRows rows={8} label="Opening the file" />,
)

interface LinesDialogProps {
  file: File
  /** The line to open, as an editor counts, from 1; `null` for none. */
  line: number | null
  onClose: () => void
}

/** Every line of a file of this computer, over the page. Render it only while it is open. */
export function LinesDialog({ file, line, onClose }: LinesDialogProps) {
  return (
    <Dialog open onClose={onClose} title={file.name} size="full">
      <div data-surface="raised">
        <LocalFileViewer file={file} line={line} />
      </div>
    </Dialog>
  )
}
