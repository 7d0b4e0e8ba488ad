import { formatQuantity } from '~/lib/format'
import { Button } from '~/ui/button'
import { Dialog } from '~/ui/dialog'
import { TextAreaField } from '~/ui/field'

/** What the file of pasted requests is called. */
export const PASTED_NAME = 'pasted-requests.jsonl'

/** What leaving would lose of it. */
export const PASTED_LOSS = 'The requests you pasted'

interface PasteDialogProps {
  open: boolean
  /** Kept by the page, so that closing the dialog loses nothing. */
  text: string
  onText: (text: string) => void
  onClose: () => void
  onFile: (file: File) => void
}

/** Takes requests as text, for whoever has them on the clipboard and not in a file. */
export function PasteDialog({ open, text, onText, onClose, onFile }: PasteDialogProps) {
  const lines = text.split('\n').filter((line) => line.trim() !== '').length
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Paste requests"
      size="lg"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            disabledReason={lines === 0 ? 'Paste at least one request first.' : undefined}
            onClick={() => {
              onFile(new File([text], PASTED_NAME, { type: 'application/jsonl' }))
              onClose()
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
        onChange={({ target }) => onText(target.value)}
      />
    </Dialog>
  )
}
