import { Check, CircleAlert, Copy } from 'lucide-react'
import { Button } from './button.tsx'
import type { ButtonSize, ButtonVariant } from './button.tsx'
import { useCopied } from './use-copied.ts'

interface CopyButtonProps {
  /** What goes to the clipboard. */
  text: string
  /** What the button says, for example "Copy the request". */
  label: string
  variant?: ButtonVariant | undefined
  size?: ButtonSize | undefined
}

/** Copies text and says so in its own place. */
export function CopyButton({ text, label, variant = 'quiet', size = 'sm' }: CopyButtonProps) {
  const { outcome, copy } = useCopied()
  const looks = {
    idle: { icon: Copy, words: label },
    copied: { icon: Check, words: 'Copied' },
    refused: { icon: CircleAlert, words: 'Not allowed: select and copy by hand' },
  }
  const { icon, words } = looks[outcome]
  return (
    <Button icon={icon} variant={variant} size={size} onClick={() => void copy(text)}>
      {words}
    </Button>
  )
}
