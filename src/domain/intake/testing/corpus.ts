import type { CorpusFile } from './corpus-file.ts'
import { GOOD_FILES } from './good-files.ts'
import { WHOLE_FILES } from './whole-files.ts'
import { FOREIGN_FILES } from './foreign-files.ts'
import { TEXT_FILES } from './text-files.ts'
import { FRAME_FILES } from './frame-files.ts'
import { BODY_FILES } from './body-files.ts'

/** The models that the server of the corpus lists. */
export const CORPUS_MODELS = ['acme/chat-8b', 'acme/embed-1']

/** Good and bad input files, each with the verdict it deserves. */
export const CORPUS: readonly CorpusFile[] = [
  ...GOOD_FILES,
  ...WHOLE_FILES,
  ...FOREIGN_FILES,
  ...TEXT_FILES,
  ...FRAME_FILES,
  ...BODY_FILES,
]

/** The bytes of a file of the corpus. */
export function contentOf({ content }: CorpusFile): Uint8Array<ArrayBuffer> {
  return typeof content === 'string' ? Uint8Array.from(new TextEncoder().encode(content)) : content
}
