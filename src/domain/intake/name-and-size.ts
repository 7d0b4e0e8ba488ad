import { INPUT_LIMITS } from '../../contract/request-line.ts'
import type { Find } from './problem-log.ts'

const ENDINGS = ['.jsonl', '.ndjson']

/**
 * Finds the problems that name and size tell, before a byte is read.
 * @param bytes size of the file, unpacked
 */
export function findNameAndSize(name: string, bytes: number, find: Find): void {
  if (bytes === 0) find('empty_file')
  const evidence = { hint: `${bytes.toLocaleString('en')} bytes` }
  if (bytes > INPUT_LIMITS.fileBytesLenient) find('file_too_large', evidence)
  else if (bytes > INPUT_LIMITS.fileBytes) find('size_grey_zone', evidence)
  if (!ENDINGS.some((ending) => name.toLowerCase().endsWith(ending)))
    find('file_name', { path: 'name', value: name })
}
