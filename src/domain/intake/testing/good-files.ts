import { chat, embedding, file, format, line, tool, user } from './build-lines.ts'
import type { CorpusFile } from './corpus-file.ts'

/** Files that nothing is wrong with. */
export const GOOD_FILES: readonly CorpusFile[] = [
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
