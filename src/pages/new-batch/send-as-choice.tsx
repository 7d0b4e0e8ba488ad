import { INPUT_LIMITS } from '~/contract/request-line'
import { formatCount } from '~/lib/format'
import { ChoiceCards } from '~/ui/choice'

/** How a file is sent that only some servers take whole. */
export type SentAs = 'parts' | 'whole'

interface SendAsChoiceProps {
  value: SentAs
  onValueChange: (value: SentAs) => void
}

/** Split, which always works, or whole, which some servers refuse once all of it has been sent. */
export function SendAsChoice({ value, onValueChange }: SendAsChoiceProps) {
  return (
    <ChoiceCards
      legend="How is this file sent?"
      value={value}
      onValueChange={onValueChange}
      options={[
        {
          value: 'parts',
          title: 'As two files',
          description: 'Every server takes them. They run as two batches, shown as one job.',
        },
        {
          value: 'whole',
          title: 'As one file',
          description: `It has more than ${formatCount(INPUT_LIMITS.fileBytes)} bytes. Some servers refuse that, perhaps only after the whole upload. Nothing is lost then: the file stays here, and you can send it as two.`,
        },
      ]}
    />
  )
}
