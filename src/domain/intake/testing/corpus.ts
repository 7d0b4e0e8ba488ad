import type { FileNature } from '../file-nature.ts'
import type { ProblemKind } from '../problem-kinds.ts'

/** Where a kind of problem is expected: its lines, `null` for the file as a whole. */
export type ExpectedProblems = Partial<Record<ProblemKind, readonly (number | null)[]>>

/** A small file and the verdict it deserves. */
export interface CorpusFile {
  /** What is special about it. */
  about: string
  /** Its name; `input.jsonl` unless that matters. */
  name?: string
  content: string | Uint8Array<ArrayBuffer>
  /** Kind of file; batch requests unless that matters. */
  nature?: FileNature
  errors?: ExpectedProblems
  warnings?: ExpectedProblems
  notes?: ExpectedProblems
}

/** The models that the server of the corpus lists. */
export const CORPUS_MODELS = ['acme/chat-8b', 'acme/embed-1']

const CHAT_BODY = {
  model: 'acme/chat-8b',
  messages: [{ role: 'user', content: 'Which river runs through Ulm?' }],
}

/** A request with some of its fields replaced; a field that is `undefined` is left out. */
function line(id: string, changes: Record<string, unknown> = {}): string {
  return JSON.stringify({
    custom_id: id,
    method: 'POST',
    url: '/v1/chat/completions',
    body: CHAT_BODY,
    ...changes,
  })
}

/** A chat request with some fields of its body replaced. */
function chat(id: string, body: Record<string, unknown> = {}): string {
  return line(id, { body: { ...CHAT_BODY, ...body } })
}

function embedding(id: string, body: Record<string, unknown> = {}): string {
  return line(id, { url: '/v1/embeddings', body: { model: 'acme/embed-1', input: 'a text', ...body } })
}

function user(content: unknown): { messages: object[] } {
  return { messages: [{ role: 'user', content }] }
}

function format(schema: unknown): Record<string, unknown> {
  return { response_format: { type: 'json_schema', json_schema: { name: 'answer', schema } } }
}

/** Lines of a file with an end after each. */
function file(...lines: string[]): string {
  return lines.map((text) => `${text}\n`).join('')
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(new TextEncoder().encode(text))
}

/** Text with every character as two bytes, the low one first. */
function utf16(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(
    [...text].flatMap((character) => [character.charCodeAt(0) & 0xff, character.charCodeAt(0) >> 8]),
  )
}

/** A text in which each `ÿ` becomes the single byte 0xFF. */
function broken(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([...text].map((character) => character.charCodeAt(0)))
}

const tool = { type: 'function', function: { name: 'get_weather', parameters: { type: 'object' } } }

const GOOD: readonly CorpusFile[] = [
  { about: 'two requests', content: file(line('a'), line('b')) },
  { about: 'no end after the last line', content: `${line('a')}\n${line('b')}` },
  { about: 'line ends of Windows', content: `${line('a')}\r\n${line('b')}\r\n` },
  { about: 'U+2028 and U+2029 inside of texts', content: file(chat('a', user('one\u2028two\u2029three'))) },
  { about: 'emoji and other scripts', content: file(chat('a', user('東京 🗼 Zürich'))) },
  { about: 'a genuine U+FFFD', content: file(chat('a', user('lost: \ufffd'))) },
  { about: 'an id of exactly 64 bytes', content: file(line('x'.repeat(64))) },
  {
    about: 'embeddings',
    content: file(embedding('a'), embedding('b', { input: ['one', 'two'], dimensions: 256 })),
  },
  { about: 'embeddings of tokens', content: file(embedding('a', { input: [1, 2, 3] })) },
  {
    about: 'responses and completions, each in its file',
    content: file(line('a', { url: '/v1/responses', body: { model: 'acme/chat-8b', input: 'Hello' } })),
  },
  {
    about: 'completions',
    content: file(line('a', { url: '/v1/completions', body: { model: 'acme/chat-8b', prompt: 'Hello' } })),
  },
  {
    about: 'images by address and as base64',
    content: file(
      chat(
        'a',
        user([
          { type: 'text', text: 'What is this?' },
          { type: 'image_url', image_url: { url: 'https://images.example/a.jpg' } },
        ]),
      ),
      chat('b', user([{ type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } }])),
    ),
  },
  {
    about: 'tools and their answer',
    content: file(
      chat('a', {
        tools: [tool],
        tool_choice: { type: 'function', function: { name: 'get_weather' } },
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: 'Rain?' },
          {
            role: 'assistant',
            content: null,
            tool_calls: [{ id: '1', type: 'function', function: { name: 'get_weather', arguments: '{}' } }],
          },
          { role: 'tool', tool_call_id: '1', content: 'sunny' },
        ],
      }),
    ),
  },
  {
    about: 'a schema with nesting, enums and references',
    content: file(
      chat(
        'a',
        format({
          type: 'object',
          properties: {
            type: { type: ['string', 'null'] },
            mood: { enum: ['good', 'bad'] },
            next: { $ref: '#/$defs/node' },
          },
          required: ['type'],
          additionalProperties: false,
          $defs: {
            node: {
              anyOf: [
                { type: 'integer', minimum: 0 },
                { type: 'array', items: { type: 'string' } },
              ],
            },
          },
        }),
      ),
    ),
  },
  {
    about: 'parameters at their limits, and null',
    content: file(
      chat('a', {
        temperature: 2,
        top_p: 0,
        presence_penalty: -2,
        max_tokens: 1,
        n: 128,
        seed: -5,
        stop: ['a', 'b', 'c', 'd'],
        stream: false,
      }),
      chat('b', { temperature: null, stop: null }),
    ),
  },
]

const WHOLE_FILES: readonly CorpusFile[] = [
  { about: 'an empty file', content: '', nature: 'empty', errors: { empty_file: [null] } },
  {
    about: 'nothing but blank lines',
    content: '\n \r\n\t\n',
    nature: 'empty',
    errors: { empty_file: [null] },
  },
  { about: 'a byte order mark', content: `\ufeff${line('a')}\n`, errors: { byte_order_mark: [1] } },
  {
    about: 'a second file with its mark behind the first',
    content: file(line('a'), `\ufeff${line('b')}`),
    errors: { byte_order_mark: [2] },
  },
  {
    about: 'UTF-16 with its mark',
    content: utf16(`\ufeff${line('a')}\n`),
    nature: 'utf_16',
    errors: { utf_16: [null] },
  },
  {
    about: 'UTF-16 without its mark',
    content: utf16(`${line('a')}\n`),
    nature: 'utf_16',
    errors: { utf_16: [null] },
  },
  {
    about: 'a table with commas',
    content: 'id,question,price\n1,Why?,0.10\n2,When?,0.20\n',
    nature: 'table',
    errors: { table: [null] },
  },
  {
    about: 'a table with tabs, its fields quoted',
    content: '"id"\t"question"\n"1"\t"Why?"\n',
    nature: 'table',
    errors: { table: [null] },
  },
  {
    about: 'a web page',
    content: '<!doctype html>\n<title>Sign in</title>\n',
    nature: 'markup',
    errors: { markup: [null] },
  },
  {
    about: 'a list of questions',
    content: 'Why is the sky blue?\nWho was Ada Lovelace?\n',
    nature: 'prose',
    errors: { prose: [null] },
  },
  {
    about: 'a zip archive',
    content: broken('PK\u0003\u0004\u0014\u0000\u0000\u0000\b\u0000requests.jsonl'),
    nature: 'archive',
    errors: { archive: [null] },
  },
  {
    about: 'an Excel workbook',
    content: broken('PK\u0003\u0004\u0014\u0000\u0006\u0000\b\u0000[Content_Types].xml'),
    nature: 'not_text',
    errors: { not_text: [null] },
  },
  { about: 'a PDF', content: '%PDF-1.7\n', nature: 'not_text', errors: { not_text: [null] } },
  { about: 'another ending', name: 'input.txt', content: file(line('a')), warnings: { file_name: [null] } },
  {
    about: 'blank lines between requests',
    content: `\n${line('a')}\n\n\n${chat('b', { temperature: 9 })}\n\n`,
    warnings: { parameter_range: [5] },
    notes: { blank_lines: [] },
  },
  {
    about: 'more than 50,000 requests',
    content: Array.from({ length: 50_001 }, (_, index) => `${embedding(`e${index}`)}\n`).join(''),
    errors: { too_many_requests: [null] },
  },
  {
    about: 'an array on one line',
    content: `[${line('a')}, ${line('b')}]`,
    nature: 'json_array',
    errors: { json_array: [null] },
  },
  {
    about: 'an array, an element a line',
    content: `[\n${line('a')},\n${chat('b', { top_p: 2 })}\n]\n`,
    nature: 'json_array',
    errors: { json_array: [null] },
    warnings: { parameter_range: [3] },
  },
  {
    about: 'an array, pretty-printed',
    content: JSON.stringify([JSON.parse(line('a')), JSON.parse(line('b'))], null, 2),
    nature: 'json_array',
    errors: { json_array: [null] },
  },
  {
    about: 'pretty-printed objects',
    content: `${JSON.stringify(JSON.parse(line('a')), null, 2)}\n${JSON.stringify(JSON.parse(line('b')), null, 2)}\n`,
    nature: 'several_lines',
    errors: { several_lines: [1, 15] },
  },
]

const FOREIGN_FILES: readonly CorpusFile[] = [
  {
    about: 'an output file',
    content: file('{"id":"r1","custom_id":"a","response":{"status_code":200,"body":{}},"error":null}'),
    nature: 'output_line',
    errors: { output_line: [1] },
  },
  {
    about: 'an error file',
    content: file('{"id":"r1","custom_id":"a","response":null,"error":{"code":"x","message":"y"}}'),
    nature: 'error_line',
    errors: { error_line: [1] },
  },
  {
    about: 'fine-tuning conversations',
    content: file(
      '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}]}',
      '{"prompt":"Hi","completion":"Hello"}',
    ),
    nature: 'fine_tuning_line',
    errors: { fine_tuning_line: [1, 2] },
  },
  {
    about: 'Anthropic’s format',
    content: file('{"custom_id":"a","params":{"model":"m","max_tokens":9,"messages":[]}}'),
    nature: 'anthropic_line',
    errors: { anthropic_line: [1] },
  },
  {
    about: 'Gemini’s format',
    content: file('{"key":"a","request":{"contents":[{"parts":[{"text":"Hi"}]}]}}'),
    nature: 'gemini_line',
    errors: { gemini_line: [1] },
  },
  {
    about: 'Vertex AI’s format',
    content: file('{"request":{"contents":[{"role":"user","parts":[{"text":"Hi"}]}]}}'),
    nature: 'gemini_line',
    errors: { gemini_line: [1] },
  },
  {
    about: 'Bedrock’s format',
    content: file('{"recordId":"a","modelInput":{"messages":[]}}'),
    nature: 'bedrock_line',
    errors: { bedrock_line: [1] },
  },
  {
    about: 'Mistral’s format',
    content: file('{"custom_id":"a","body":{"messages":[{"role":"user","content":"Hi"}]}}'),
    nature: 'mistral_line',
    errors: { mistral_line: [1] },
  },
  {
    about: 'bodies without their frame',
    content: file('{"model":"acme/chat-8b","messages":[{"role":"user","content":"Hi"}]}'),
    nature: 'bare_body',
    errors: { bare_body: [1] },
  },
  {
    about: 'one answer among requests',
    content: file(
      line('a'),
      '{"id":"r1","custom_id":"b","response":{"status_code":200},"error":null}',
      line('c'),
    ),
    errors: { output_line: [2] },
  },
]

const TEXTS: readonly CorpusFile[] = [
  { about: 'Latin-1', content: broken(file(chat('a', user('Zÿrich')))), errors: { invalid_utf8: [1] } },
  {
    about: 'a last line cut off',
    content: file(line('a')) + line('b').slice(0, 90),
    errors: { truncated_last_line: [2] },
  },
  {
    about: 'a line in the middle cut off',
    content: file(line('a'), line('b').slice(0, 60), line('c')),
    errors: { cut_off_line: [2] },
  },
  {
    about: 'one request on several lines among good ones',
    content: file(line('a'), JSON.stringify(JSON.parse(line('b')), null, 1), line('c')),
    errors: { several_lines: [2] },
  },
  {
    about: 'a real line break inside a text',
    content: file(line('a'), line('b').replace('Which ', 'Which\n'), line('c')),
    errors: { line_break_in_text: [2] },
  },
  {
    about: 'two objects on a line',
    content: file(line('a') + line('b'), `${line('c')}, ${line('d')}`),
    errors: { two_values: [1, 2] },
  },
  {
    about: 'a comma at the end of the line',
    content: file(`${line('a')},`, line('b')),
    errors: { trailing_comma: [1] },
  },
  {
    about: 'a comma before a closing brace',
    content: file(line('a').replace('}]}}', '}]},}')),
    errors: { trailing_comma: [1] },
  },
  { about: 'single quotes', content: file(line('a').replaceAll('"', "'")), errors: { wrong_quotes: [1] } },
  {
    about: 'curly quotes',
    content: file(line('a').replace('"custom_id"', '“custom_id”')),
    errors: { wrong_quotes: [1] },
  },
  {
    about: 'names without quotes',
    content: file(line('a').replace('"method"', 'method')),
    errors: { unquoted_name: [1] },
  },
  {
    about: 'NaN',
    content: file(chat('a', { temperature: 0 }).replace('"temperature":0', '"temperature":NaN')),
    errors: { foreign_word: [1] },
  },
  {
    about: 'words of Python',
    content: file(
      chat('a', { n: 0 }).replace('"n":0', '"n":None'),
      chat('b', { n: 0 }).replace('"n":0', '"stream":True'),
    ),
    errors: { foreign_word: [1, 2] },
  },
  {
    about: 'a raw tab in a text',
    content: file(line('a').replace('Which ', 'Which\t')),
    errors: { control_character: [1] },
  },
  {
    about: 'a path of Windows',
    content: file(line('a').replace('Which', 'C:\\Windows')),
    errors: { wrong_escape: [1] },
  },
  {
    about: 'a comma too few',
    content: file(line('a').replace('"POST",', '"POST" ')),
    errors: { invalid_json: [1] },
  },
  { about: 'a comment', content: file('// my requests', line('a')), errors: { no_json: [1] } },
  {
    about: 'JSON that is no object',
    content: file(line('a'), '42', 'null', '"text"'),
    errors: { not_an_object: [2, 3, 4] },
  },
]

const FRAMES: readonly CorpusFile[] = [
  {
    about: 'no field at all',
    content: file(line('a'), '{}'),
    errors: { custom_id_missing: [2], method_missing: [2], url_missing: [2], body_missing: [2] },
  },
  {
    about: 'no custom_id',
    content: file(line('a'), line('b', { custom_id: undefined })),
    errors: { custom_id_missing: [2] },
  },
  {
    about: 'a number as custom_id',
    content: file(line('a', { custom_id: 17 })),
    errors: { custom_id_not_text: [1] },
  },
  { about: 'an empty custom_id', content: file(line('')), errors: { custom_id_empty: [1] } },
  { about: 'an id of 65 bytes', content: file(line('x'.repeat(65))), errors: { custom_id_too_long: [1] } },
  {
    about: 'an id with spaces and accents',
    content: file(line('Zürich 1')),
    errors: { custom_id_characters: [1] },
  },
  {
    about: 'ids used twice',
    content: file(line('a'), line('b'), line('a'), line('b'), line('a')),
    errors: { duplicate_custom_id: [3, 4, 5] },
  },
  {
    about: 'GET, and POST in small letters',
    content: file(line('a', { method: 'GET' }), line('b', { method: 'post' })),
    errors: { wrong_method: [1, 2] },
  },
  {
    about: 'a url with its host',
    content: file(line('a', { url: 'https://api.openai.com/v1/chat/completions' })),
    errors: { full_url: [1] },
  },
  {
    about: 'a url without its version',
    content: file(line('a', { url: '/chat/completions' })),
    errors: { unknown_url: [1] },
  },
  {
    about: 'urls of other services',
    content: file(
      line('a', { url: '/v1/messages' }),
      line('b', { url: '/v1beta/models/gemini-pro:generateContent' }),
    ),
    errors: { foreign_url: [1, 2] },
  },
  {
    about: 'two endpoints in one file',
    content: file(line('a'), embedding('b'), line('c')),
    errors: { mixed_endpoints: [2] },
  },
  {
    about: 'a body that is text, and one that is a list',
    content: file(line('a', { body: 'Hello' }), line('b', { body: [] })),
    errors: { body_not_object: [1, 2] },
  },
  {
    about: 'no model, and an empty one',
    content: file(chat('a', { model: undefined }), chat('b', { model: '' })),
    errors: { model_missing: [1, 2] },
  },
  {
    about: 'a model that is no text',
    content: file(chat('a', { model: ['acme/chat-8b'] })),
    errors: { model_not_text: [1] },
  },
  {
    about: 'a body of more than 10 MB',
    content: file(chat('a', user('x'.repeat(10_000_001)))),
    errors: { body_too_large: [1] },
  },
  {
    about: 'a field beside the four',
    content: file(line('a', { metadata: { row: 1 } })),
    notes: { extra_field: [1] },
  },
]

const BODIES: readonly CorpusFile[] = [
  {
    about: 'a model that the server does not list',
    content: file(chat('a', { model: 'chat-8b' }), line('b')),
    warnings: { unknown_model: [1] },
  },
  {
    about: 'no messages, and messages that are text',
    content: file(chat('a', { messages: undefined }), chat('b', { messages: 'Hi' })),
    warnings: { messages_missing: [1, 2] },
  },
  {
    about: 'an empty list of messages',
    content: file(chat('a', { messages: [] })),
    warnings: { messages_empty: [1] },
  },
  {
    about: 'a message that is text',
    content: file(chat('a', { messages: ['Hi'] })),
    warnings: { message_not_object: [1] },
  },
  {
    about: 'wrong roles',
    content: file(
      chat('a', {
        messages: [
          { role: 'human', content: 'Hi' },
          { role: 'bot', content: 'Hello' },
        ],
      }),
    ),
    warnings: { message_role: [1, 1] },
  },
  {
    about: 'messages without content',
    content: file(chat('a', user(null)), chat('b', user([]))),
    warnings: { message_content: [1, 2] },
  },
  { about: 'an empty message', content: file(chat('a', user(''))), notes: { empty_message: [1] } },
  {
    about: 'an image in Anthropic’s way',
    content: file(chat('a', user([{ type: 'image', source: {} }]))),
    warnings: { content_part: [1] },
  },
  {
    about: 'an image from the own disk',
    content: file(chat('a', user([{ type: 'image_url', image_url: { url: 'photos/a.jpg' } }]))),
    warnings: { image_address: [1] },
  },
  {
    about: 'a chat body on embeddings',
    content: file(line('a', { url: '/v1/embeddings' })),
    warnings: { other_endpoints_body: [1] },
  },
  {
    about: 'an embedding’s body on chat',
    content: file(embedding('a', {}).replace('/v1/embeddings', '/v1/chat/completions')),
    warnings: { other_endpoints_body: [1] },
  },
  {
    about: 'nothing to embed',
    content: file(
      embedding('a', { input: '' }),
      embedding('b', { input: [] }),
      embedding('c', { input: ['x', ''] }),
    ),
    warnings: { input_missing: [1, 2, 3] },
  },
  {
    about: 'a completion without its prompt',
    content: file(line('a', { url: '/v1/completions', body: { model: 'acme/chat-8b' } })),
    warnings: { prompt_missing: [1] },
  },
  { about: 'streaming', content: file(chat('a', { stream: true })), warnings: { stream: [1] } },
  {
    about: 'numbers in quotes, and half a token',
    content: file(chat('a', { temperature: '0.7' }), chat('b', { max_tokens: 1.5 })),
    warnings: { parameter_type: [1, 2] },
  },
  {
    about: 'numbers out of range',
    content: file(
      chat('a', { temperature: 2.1, top_p: 1.01 }),
      chat('b', { max_tokens: 0 }),
      chat('c', { stop: ['1', '2', '3', '4', '5'] }),
    ),
    warnings: { parameter_range: [1, 1, 2, 3] },
  },
  {
    about: 'both limits of length',
    content: file(chat('a', { max_tokens: 9, max_completion_tokens: 9 })),
    notes: { two_token_limits: [1] },
  },
  {
    about: 'a response_format that is a word, and one without its schema',
    content: file(
      chat('a', { response_format: 'json' }),
      chat('b', { response_format: { type: 'json_schema', json_schema: { name: 'x' } } }),
    ),
    warnings: { response_format: [1, 2] },
  },
  {
    about: 'schemas that are none',
    content: file(
      chat('a', format({ type: 'text' })),
      chat('b', format({ type: 'object', properties: [] })),
      chat('c', format({ type: 'object', properties: { a: { enum: [] } } })),
      chat('d', format({ type: 'object', required: true })),
    ),
    warnings: { schema: [1, 2, 3, 4] },
  },
  {
    about: 'tools that are none',
    content: file(
      chat('a', { tools: [{ name: 'get_weather' }] }),
      chat('b', { tools: [{ type: 'function', function: { name: 'get weather' } }] }),
    ),
    warnings: { tools: [1, 2] },
  },
  {
    about: 'a choice among tools that are not there',
    content: file(
      chat('a', { tool_choice: 'auto' }),
      chat('b', { tools: [tool], tool_choice: { type: 'function', function: { name: 'other' } } }),
    ),
    warnings: { tool_choice: [1, 2] },
  },
  {
    about: 'half of an emoji',
    content: file(line('a').replace('Which', String.raw`\ud83d`)),
    warnings: { half_character: [1] },
  },
]

/** Good and bad input files, each with the verdict it deserves. */
export const CORPUS: readonly CorpusFile[] = [
  ...GOOD,
  ...WHOLE_FILES,
  ...FOREIGN_FILES,
  ...TEXTS,
  ...FRAMES,
  ...BODIES,
]

/** The bytes of a file of the corpus. */
export function contentOf({ content }: CorpusFile): Uint8Array<ArrayBuffer> {
  return typeof content === 'string' ? utf8(content) : content
}
