/** The servers this API can pass for; the differences are described in `PERSONALITIES`. */
export type PersonalityName = 'doubleword' | 'control-layer' | 'openai'

export interface Personality {
  name: PersonalityName
  /** Query parameters of file contents that say how many lines to leave out; the first one given counts. */
  resumeParameters: readonly string[]
  /** Whether output can be read before the batch has ended, page by page, with `X-Incomplete` and `X-Last-Line`. */
  partialResults: boolean
  /** Headers that a page of another origin may read. */
  exposedHeaders: readonly string[]
  /** How absent values of batches and files are written. */
  absent: 'null' | 'omitted'
  /** Whether a batch names its output and error file before they have lines. */
  earlyFileIds: boolean
  /** Whether a batch goes on naming an input file that was deleted; otherwise it says `""`. */
  keepsDeletedInputId: boolean
  errors: 'json' | 'plain'
  ids: 'uuid' | 'prefixed'
  completionWindows: readonly string[]
  /** How many problems of an input file are told; the check stops there. */
  mostFileProblems: number
  /** What cancelling a batch that has ended does. */
  cancelAfterEnd: 'refuse' | 'turn_cancelled'
  /** Whether rows that never ran are listed in the error file when the batch expires. */
  listsExpiredRows: boolean
  /** Whether an answer of the model server with an error status stands as it is in the error file. */
  errorsAsResponses: boolean
  /** What the purpose of an error file is called. */
  errorFilePurpose: 'batch_error' | 'batch_output'
  /** Whether files carry the deprecated `status` that OpenAI's contract requires. */
  fileStatus: boolean
  largestPage: number
  /** Whether the vendor's additions to the OpenAI contract exist. */
  extensions: boolean
}

const RESUME_HEADERS = ['X-Incomplete', 'X-Last-Line', 'Retry-After']

/** One column of the table of differences each. */
export const PERSONALITIES = {
  doubleword: {
    name: 'doubleword',
    resumeParameters: ['offset', 'skip'],
    partialResults: true,
    exposedHeaders: RESUME_HEADERS,
    absent: 'null',
    earlyFileIds: true,
    keepsDeletedInputId: true,
    errors: 'json',
    ids: 'uuid',
    completionWindows: ['24h', '1h'],
    mostFileProblems: 1,
    cancelAfterEnd: 'refuse',
    listsExpiredRows: false,
    errorsAsResponses: false,
    errorFilePurpose: 'batch_error',
    fileStatus: true,
    largestPage: 100,
    extensions: true,
  },
  'control-layer': {
    name: 'control-layer',
    resumeParameters: ['skip'],
    partialResults: true,
    exposedHeaders: [],
    absent: 'omitted',
    earlyFileIds: true,
    keepsDeletedInputId: false,
    errors: 'plain',
    ids: 'uuid',
    completionWindows: ['24h', '1h'],
    mostFileProblems: 1,
    cancelAfterEnd: 'turn_cancelled',
    listsExpiredRows: false,
    errorsAsResponses: false,
    errorFilePurpose: 'batch_error',
    fileStatus: false,
    largestPage: 100,
    extensions: true,
  },
  openai: {
    name: 'openai',
    resumeParameters: [],
    partialResults: false,
    exposedHeaders: ['Retry-After'],
    absent: 'null',
    earlyFileIds: false,
    keepsDeletedInputId: true,
    errors: 'json',
    ids: 'prefixed',
    completionWindows: ['24h'],
    mostFileProblems: 100,
    cancelAfterEnd: 'refuse',
    listsExpiredRows: true,
    errorsAsResponses: true,
    errorFilePurpose: 'batch_output',
    fileStatus: true,
    largestPage: 10_000,
    extensions: false,
  },
} as const satisfies Record<PersonalityName, Personality>

export const PERSONALITY_NAMES = [
  'doubleword',
  'control-layer',
  'openai',
] as const satisfies readonly PersonalityName[]
