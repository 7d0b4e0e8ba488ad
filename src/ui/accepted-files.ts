/** What of a file the choice depends on; a `File` fits. */
interface NamedFile {
  name: string
}

/**
 * Keeps the files whose names end as asked. Browsers do not apply `accept` to files that are dropped.
 * @param accept endings with their dots, separated by commas, for example ".jsonl,.csv"; empty takes all
 */
export function acceptedFiles<Named extends NamedFile>(files: readonly Named[], accept: string): Named[] {
  const endings = accept
    .split(',')
    .map((ending) => ending.trim().toLowerCase())
    .filter(Boolean)
  if (endings.length === 0) return [...files]
  return files.filter(({ name }) => endings.some((ending) => name.toLowerCase().endsWith(ending)))
}
