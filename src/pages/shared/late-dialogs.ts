import { lateDialog } from './rows/late-part'

/** Asks before a batch is cancelled. Render it only while it is open. */
export const CancelBatchDialog = lateDialog(
  'Cancel batch',
  'The question that comes first',
  async () => (await import('./cancel/cancel-batch-dialog')).CancelBatchDialog,
)
