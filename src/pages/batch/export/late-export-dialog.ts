import { lateDialog } from '../../shared/rows/late-part'

/** Takes rows home. Render it only while it is open. */
export const ExportDialog = lateDialog(
  'Export rows',
  'The export',
  async () => (await import('./export-dialog')).ExportDialog,
)
