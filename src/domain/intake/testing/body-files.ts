import { chat, embedding, file, format, line, nested, tool, user, veryDeep } from './build-lines.ts'
import type { CorpusFile } from './corpus-file.ts'

/** Files whose requests would fail, or answer something else than was meant. */
export const BODY_FILES: readonly CorpusFile[] = [
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
    about: 'a number in quotes',
    content: file(chat('a', { temperature: '0.7' })),
    warnings: { parameter_type: [1] },
  },
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
  {
    about: 'a number with more digits than programs keep',
    content: file(
      chat('a', { seed: 9_007_199_254_740_991 }),
      chat('b', { seed: 0 }).replace('"seed":0', '"seed":12345678901234567890'),
    ),
    notes: { large_number: [2] },
  },
  {
    about: 'brackets in brackets in brackets',
    content: file(chat('a', { x: nested(125) }), chat('b', { x: nested(126) })),
    warnings: { deep_nesting: [2] },
  },
  {
    about: 'brackets deeper than programs can write',
    content: file(
      veryDeep(chat('a', { x: 'here' })),
      veryDeep(
        chat('b', { tools: [{ type: 'function', function: { name: 'f', parameters: { enum: 'here' } } }] }),
      ),
      veryDeep(chat('c', format({ const: 'here' }))),
      veryDeep(chat('d', { metadata: 'here', response_format: { type: 'json_object' } })),
      line('e'),
    ),
    warnings: { deep_nesting: [1, 2, 3, 4] },
  },
]
