import { Eye } from 'lucide-react'
import { useState } from 'react'
import { Button } from '~/ui/button'
import { LinesDialog } from '../shared/lines-dialog'

/** The way to look at the requests of a file. @param file `null` while it is still being unpacked */
export function FilePreview({ file }: { file: File | null }) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <div>
      <Button
        icon={Eye}
        disabledReason={file === null ? 'The file is still being unpacked.' : undefined}
        onClick={() => setIsOpen(true)}
      >
        Preview the requests
      </Button>
      {isOpen && file ? <LinesDialog file={file} line={null} onClose={() => setIsOpen(false)} /> : null}
    </div>
  )
}
