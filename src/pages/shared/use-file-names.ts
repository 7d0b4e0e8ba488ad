import { useQueries, useQuery } from '@tanstack/react-query'
import type { Connection } from '~/api/connection'
import { fileNamesQuery, fileQuery } from '~/api/files'

/**
 * The names of some input files: one list request for most of them, single requests for older ones.
 * @returns names by file id; what is not known (yet, or because the file was deleted) is missing
 */
export function useFileNames(
  connection: Connection,
  fileIds: readonly (string | null)[],
): ReadonlyMap<string, string> {
  const recent = useQuery({ ...fileNamesQuery(connection), enabled: fileIds.length > 0 })
  const ids = [...new Set(fileIds.filter((id) => id !== null))]
  const missing = recent.data ? ids.filter((id) => !recent.data.has(id)) : []
  const single = useQueries({ queries: missing.map((id) => fileQuery(connection, id)) })
  const names = new Map(recent.data)
  for (const { data } of single) if (data) names.set(data.id, data.filename)
  return names
}
