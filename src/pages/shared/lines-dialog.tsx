import { lazy, Suspense } from 'react'
import { Dialog } from '~/ui/dialog'
import { SkeletonRows } from '~/ui/skeleton'

const LocalFileViewer = lazy(async () => ({
  default: (await import('./request-viewer/local-file-viewer')).LocalFileViewer,
}))

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
      <Suspense fallback={<SkeletonRows rows={8} label="Opening the file" />}>
        <div data-surface="raised">
          <LocalFileViewer file={file} line={line} />
        </div>
      </Suspense>
    </Dialog>
  )
}
