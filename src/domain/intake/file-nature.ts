import { isObject } from '../jsonl/request-rules.ts'
import type { ProblemKind } from './problem-kinds.ts'

/** Kinds of lines that are good JSON but no requests of this API. */
export type ForeignLine = Extract<
  ProblemKind,
  | 'output_line'
  | 'error_line'
  | 'fine_tuning_line'
  | 'anthropic_line'
  | 'gemini_line'
  | 'bedrock_line'
  | 'mistral_line'
  | 'wrapped_requests'
  | 'record_line'
  | 'bare_body'
>

/** What a file is, whatever its name says. */
export type FileNature =
  | ForeignLine
  | 'batch_input'
  | 'json_array'
  | 'json_list'
  | 'several_lines'
  | 'table'
  | 'markup'
  | 'prose'
  | 'utf_16'
  | 'archive'
  | 'not_text'
  | 'empty'
  | 'unclear'

/** What a person reads as the kind of the file. */
export const NATURE_WORDS = {
  batch_input: 'Batch requests',
  json_array: 'Batch requests in a JSON array',
  json_list: 'Batch requests in a list inside of an object',
  several_lines: 'Batch requests spread over lines',
  output_line: 'Output file of a batch',
  error_line: 'Error file of a batch',
  fine_tuning_line: 'Training data',
  anthropic_line: 'Batch requests for Anthropic',
  gemini_line: 'Batch requests for Gemini or Vertex AI',
  bedrock_line: 'Batch requests for Amazon Bedrock',
  mistral_line: 'Batch requests for Mistral',
  wrapped_requests: 'List of requests in an object',
  record_line: 'Records',
  bare_body: 'Requests without their frame',
  table: 'Table (CSV)',
  markup: 'Web page or XML',
  prose: 'Plain text',
  utf_16: 'Text in UTF-16',
  archive: 'Packed file',
  not_text: 'Not a text file',
  empty: 'Empty file',
  unclear: 'Unclear',
} as const satisfies Record<FileNature, string>

/**
 * Recognises a parsed line that belongs to another kind of file.
 * @returns `null` for a request, however incomplete
 */
export function foreignLineOf(line: Readonly<Record<string, unknown>>): ForeignLine | null {
  if ('url' in line || 'method' in line) return null
  if (isAnswer(line)) return 'output_line'
  if ('body' in line) {
    const isForMistral = 'custom_id' in line && isObject(line['body']) && !('model' in line['body'])
    return isForMistral ? 'mistral_line' : null
  }
  if ('custom_id' in line) {
    if ('params' in line) return 'anthropic_line'
    if (isObject(line['response']) || 'result' in line) return 'output_line'
    return 'response' in line || 'error' in line ? 'error_line' : null
  }
  if ('recordId' in line || 'modelInput' in line) return 'bedrock_line'
  if ('contents' in line || (isObject(line['request']) && 'contents' in line['request'])) return 'gemini_line'
  if ('model' in line && ('messages' in line || 'input' in line || 'prompt' in line)) return 'bare_body'
  const isTraining =
    'messages' in line ||
    'conversations' in line ||
    'preferred_output' in line ||
    ('prompt' in line && ('completion' in line || 'chosen' in line)) ||
    ('instruction' in line && 'output' in line)
  if (isTraining) return 'fine_tuning_line'
  if (Array.isArray(line['requests'])) return 'wrapped_requests'
  const isPart = 'model' in line || 'input' in line || 'prompt' in line
  return isPart || Object.keys(line).length === 0 ? null : 'record_line'
}

/** An answer of another service, which stands beside its request, or one of this API's own list of results. */
function isAnswer({ response, ...line }: Readonly<Record<string, unknown>>): boolean {
  const isOfGemini = isObject(response) && ('candidates' in response || 'usageMetadata' in response)
  return isOfGemini || 'modelOutput' in line || 'response_body' in line || 'input_body' in line
}

interface Signature {
  nature: 'archive' | 'not_text'
  /** What the bytes are, for a person. */
  name: string
  bytes: readonly number[]
}

const SIGNATURES: readonly Signature[] = [
  { nature: 'archive', name: 'a zip archive', bytes: [0x50, 0x4b, 0x03, 0x04] },
  { nature: 'archive', name: 'a gzip archive', bytes: [0x1f, 0x8b] },
  { nature: 'archive', name: 'a Zstandard archive', bytes: [0x28, 0xb5, 0x2f, 0xfd] },
  { nature: 'archive', name: 'a bzip2 archive', bytes: [0x42, 0x5a, 0x68] },
  { nature: 'archive', name: 'an xz archive', bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a] },
  { nature: 'archive', name: 'a 7-Zip archive', bytes: [0x37, 0x7a, 0xbc, 0xaf] },
  { nature: 'not_text', name: 'an old Excel or Word file', bytes: [0xd0, 0xcf, 0x11, 0xe0] },
  { nature: 'not_text', name: 'a Parquet table', bytes: [0x50, 0x41, 0x52, 0x31] },
  { nature: 'not_text', name: 'a PDF', bytes: [0x25, 0x50, 0x44, 0x46] },
  { nature: 'not_text', name: 'a PNG image', bytes: [0x89, 0x50, 0x4e, 0x47] },
  { nature: 'not_text', name: 'a JPEG image', bytes: [0xff, 0xd8, 0xff] },
  { nature: 'not_text', name: 'a SQLite database', bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65] },
]

/** Bytes at the start of a file that `readHead` needs to see, unless the file is shorter. */
export const HEAD_BYTES = 512

/** What the first bytes tell: where the text begins, or that the file is no text to be checked. */
export type Head =
  | {
      kind: 'text'
      hasByteOrderMark: boolean
      /** The whole text is one array, or an object with the requests in a list; else one request stands on a line. */
      container: 'array' | 'list' | null
    }
  | { kind: 'other'; nature: 'archive' | 'not_text' | 'utf_16'; name: string }

export const BYTE_ORDER_MARK_BYTES = 3

/** Whether a file is packed with gzip (RFC 1952). @param bytes its first bytes */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b
}

/** Reads the start of a file. @param bytes the first `HEAD_BYTES`, or the whole of a shorter file */
export function readHead(bytes: Uint8Array): Head {
  const startsWith = (start: readonly number[]) => start.every((byte, index) => bytes[index] === byte)
  const isWide = startsWith([0xff, 0xfe]) || startsWith([0xfe, 0xff])
  if (isWide || looksWide(bytes)) return { kind: 'other', nature: 'utf_16', name: 'UTF-16' }
  const signature = SIGNATURES.find((known) => startsWith(known.bytes))
  if (signature) {
    const isWorkbook = signature.name === 'a zip archive' && /\[Content_Types\]|xl\//.test(asLatin1(bytes))
    return isWorkbook
      ? { kind: 'other', nature: 'not_text', name: 'an Excel workbook' }
      : { kind: 'other', nature: signature.nature, name: signature.name }
  }
  if (bytes.includes(0)) return { kind: 'other', nature: 'not_text', name: 'a file with zero bytes in it' }
  const hasByteOrderMark = startsWith([0xef, 0xbb, 0xbf])
  const text = bytes.subarray(hasByteOrderMark ? BYTE_ORDER_MARK_BYTES : 0)
  const first = text.find((byte) => byte !== 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d)
  const container = first === 0x5b ? 'array' : first === 0x7b && beginsList(asLatin1(text)) ? 'list' : null
  return { kind: 'text', hasByteOrderMark, container }
}

/** An object that begins with plain values, if any, and then a list of objects. */
const LIST_START =
  /^\s*\{(?:\s*"(?:[^"\\]|\\.)*"\s*:\s*(?:"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null)\s*,)*\s*"(?<name>(?:[^"\\]|\\.)*)"\s*:\s*\[\s*\{(?<entry>[^]*)$/
/** Names that people give to a list of requests. */
const LIST_NAME = /^(?:requests|batch|batches|data|entries|inputs|items|jobs|lines|records|rows|tasks)$/i
const FRAME_START = /^\s*"(?:custom_id|method|url|body)"\s*:/
const NAMED_ID = /[^\\]"custom_id"\s*:/
const BODY_START = /^\s*"(?:params|model|messages|input|prompt)"\s*:/

/** Whether a text begins as an object with requests in a list. @param start of the file, without a byte order mark */
function beginsList(start: string): boolean {
  const { name, entry } = LIST_START.exec(start)?.groups ?? {}
  if (name === undefined || entry === undefined) return false
  if (FRAME_START.test(entry) || NAMED_ID.test(entry)) return true
  return LIST_NAME.test(name) && BODY_START.test(entry)
}

function asLatin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes)
}

/** UTF-16 without its mark: every other byte of ASCII text is zero. */
function looksWide(bytes: Uint8Array): boolean {
  if (bytes.length < 4) return false
  const [first, second, third, fourth] = bytes
  return (first === 0 && third === 0 && second !== 0) || (second === 0 && fourth === 0 && first !== 0)
}

/** What lines are when none of them is JSON. @param lines the first lines of the file */
export function natureOfProse(lines: readonly string[]): 'table' | 'markup' | 'prose' {
  const [first = '', second = ''] = lines
  if (/^\s*<[!?a-z]/i.test(first)) return 'markup'
  const isTable = [',', ';', '\t', '|'].some((separator) => {
    const columns = first.split(separator).length
    return lines.length === 1 ? columns > 2 : columns > 1 && second.split(separator).length === columns
  })
  return isTable ? 'table' : 'prose'
}
