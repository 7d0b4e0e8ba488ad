import { chat, embedding, file, line, user } from './build-lines.ts'
import type { CorpusFile } from './corpus-file.ts'

/** Files with something wrong around their requests: id, method, url, model. */
export const FRAME_FILES: readonly CorpusFile[] = [
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
    about: 'a body that is JSON inside of a text',
    content: file(
      line('a', { body: '{"model":"acme/chat-8b","messages":[{"role":"user","content":"Hello"}]}' }),
    ),
    errors: { body_not_object: [1] },
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
