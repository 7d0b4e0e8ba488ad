import { useState } from 'react'
import { formatQuantity } from '~/lib/format'
import { Button } from '~/ui/button'
import { Dialog } from '~/ui/dialog'
import { TextAreaField } from '~/ui/field'

interface PasteDialogProps {
  open: boolean
  onClose: () => void
  onFile: (file: File) => void
}

/** Takes requests as text, for whoever has them on the clipboard and not in a file. */
export function PasteDialog({ open, onClose, onFile }: PasteDialogProps) {
  const [text, setText] = useState('')
  const lines = text.split('\n').filter((line) => line.trim() !== '').length
  const close = () => {
    setText('')
    onClose()
  }
  return (
    <Dialog
      open={open}
      onClose={close}
      title="Paste requests"
      size="lg"
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button
            variant="primary"
            disabledReason={lines === 0 ? 'Paste at least one request first.' : undefined}
            onClick={() => {
              onFile(new File([text], 'pasted-requests.jsonl', { type: 'application/jsonl' }))
              close()
            }}
          >
            {lines === 0 ? 'Check the requests' : `Check ${formatQuantity(lines, 'line')}`}
          </Button>
        </>
      }
    >
      <TextAreaField
        label="Requests"
        hint="One JSON object on each line. What is not quite right can be fixed in the next step."
        rows={12}
        value={text}
        spellCheck={false}
        autoComplete="off"
        placeholder='{"custom_id": "row-1", "method": "POST", "url": "/v1/chat/completions", "body": {…}}'
        className="font-mono text-xs leading-5"
        onChange={({ target }) => setText(target.value)}
      />
    </Dialog>
  )
}
