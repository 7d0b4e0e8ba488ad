import { useNavigate } from 'react-router'
import { paths } from '~/lib/paths'
import { keepPicked } from '~/pages/shared/picked-file'
import { useWindowFileDrop, WindowDropOverlay } from '~/ui/drop-zone'

/** A file dropped anywhere opens the New batch page with it. */
export function FileDrop() {
  const navigate = useNavigate()
  const dragging = useWindowFileDrop((files) => {
    void navigate(paths.newBatch(), { state: keepPicked(files) })
  })
  return <WindowDropOverlay active={dragging} label="Drop the file to start a batch with it" />
}
