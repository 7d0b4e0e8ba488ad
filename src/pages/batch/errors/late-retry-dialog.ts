import { lateDialog } from '../../shared/rows/late-part'

/** Asks before rows that failed alike run again. */
export const RetryRowsDialog = lateDialog(
  'Run again',
  'The question that comes first',
  async () => (await import('./retry-rows-dialog')).RetryRowsDialog,
)
