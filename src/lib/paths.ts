/** The tabs of a batch page; the first one stands at the batch's own address. */
export type BatchTab = 'overview' | 'results' | 'errors' | 'input' | 'code'

/** Every address of the console, in one place. Ids are encoded: they come from servers. */
export const paths = {
  batches: () => '/batches',
  newBatch: (fileId?: string) =>
    fileId ? `/batches/new?file=${encodeURIComponent(fileId)}` : '/batches/new',
  /**
   * A new batch from the rows of another one.
   * @param cause key of the cause that failed rows have
   * @param row index of the only row that is meant among those of the choice
   */
  clone: (
    batchId: string,
    rows: 'all' | 'unanswered' | 'failed' | 'truncated' | 'refused' | 'empty' | 'invalid_json' = 'all',
    cause = '',
    row: number | null = null,
  ) => {
    const query = new URLSearchParams({ clone: batchId })
    if (rows !== 'all') query.set('rows', rows)
    if (cause !== '') query.set('cause', cause)
    if (row !== null) query.set('row', String(row + 1))
    return `/batches/new?${query}`
  },
  batch: (batchId: string, tab: BatchTab = 'overview') =>
    `/batches/${encodeURIComponent(batchId)}${tab === 'overview' ? '' : `/${tab}`}`,
  /** The results with one row open. @param row index of the row in list order */
  row: (batchId: string, row: number) => `/batches/${encodeURIComponent(batchId)}/results?row=${row + 1}`,
  /** The rows of two batches side by side: the left one is called A. */
  compare: (leftId: string, rightId: string) =>
    `/compare?left=${encodeURIComponent(leftId)}&right=${encodeURIComponent(rightId)}`,
  /** Several batches that belong together. */
  job: (jobId: string) => `/jobs/${encodeURIComponent(jobId)}`,
  files: () => '/files',
  file: (fileId: string) => `/files/${encodeURIComponent(fileId)}`,
  models: () => '/models',
  usage: () => '/usage',
  settings: () => '/settings',
}
