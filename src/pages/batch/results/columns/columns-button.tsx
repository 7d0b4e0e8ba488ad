import { Columns3 } from 'lucide-react'
import { useState } from 'react'
import { type AnswerShape, changeColumns, NO_CHOICE, rowColumns } from '~/domain/results/row-columns'
import { Button } from '~/ui/button'
import { lateDialog } from '../../../shared/rows/late-part'
import { keepColumnChoice, useColumnChoice } from './column-choice'

const ColumnsDialog = lateDialog(
  'Columns',
  'The choice of columns',
  async () => (await import('./columns-dialog')).ColumnsDialog,
)

/** Opens the choice of the list's columns. */
export function ColumnsButton({ shape }: { shape: AnswerShape }) {
  const [isOpen, setOpen] = useState(false)
  const choice = useColumnChoice()
  const columns = rowColumns(shape, choice)
  return (
    <>
      <Button icon={Columns3} onClick={() => setOpen(true)}>
        Columns
      </Button>
      {isOpen ? (
        <ColumnsDialog
          columns={columns}
          isUsual={JSON.stringify(choice) === JSON.stringify(NO_CHOICE)}
          onChange={(change) => keepColumnChoice(changeColumns(choice, change, columns))}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  )
}
