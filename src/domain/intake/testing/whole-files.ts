import { broken, chat, embedding, file, line, utf16 } from './build-lines.ts'
import type { CorpusFile } from './corpus-file.ts'

/** Files that are wrong as a whole: their encoding, layout or size. */
export const WHOLE_FILES: readonly CorpusFile[] = [
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
    about: 'UTF-16 with the high byte first',
    content: utf16(`\ufeff${line('a')}\n`).map((_, place, bytes) => bytes[place ^ 1] ?? 0),
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
    about: 'a list in an object on one line',
    content: `{"requests":[${line('a')}, ${line('b')}]}`,
    nature: 'json_list',
    errors: { json_list: [null] },
  },
  {
    about: 'a list in an object, an entry a line, with more beside it',
    content: `{"version": 1, "note": "a \\"[{", "items": [\n${line('a')},\n${chat('b', { top_p: 2 })}\n], "owner": {"name": "Ada"}}\n`,
    nature: 'json_list',
    errors: { json_list: [null] },
    warnings: { parameter_range: [3] },
  },
  {
    about: 'a list in an object, pretty-printed, its ids not first',
    content: JSON.stringify({ data: [{ method: 'POST', ...JSON.parse(line('a')) }] }, null, 2),
    nature: 'json_list',
    errors: { json_list: [null] },
  },
  {
    about: 'a list of Anthropic’s requests in an object, as its API takes them',
    content: '{"requests":[{"custom_id":"a","params":{"model":"m","max_tokens":9,"messages":[]}}]}',
    nature: 'anthropic_line',
    errors: { json_list: [null], anthropic_line: [1] },
  },
  {
    about: 'bodies without their frame in a list in an object',
    content: '{"requests":[{"model":"acme/chat-8b","messages":[{"role":"user","content":"Hi"}]}]}',
    nature: 'bare_body',
    errors: { json_list: [null], bare_body: [1] },
  },
  {
    about: 'lists in objects, one after the other, and a request between them',
    content: file(`{"requests":[${line('a')}]}`, line('b'), `{"requests":[${line('c')}]}`),
    nature: 'json_list',
    errors: { json_list: [null] },
  },
  {
    about: 'pretty-printed objects',
    content: `${JSON.stringify(JSON.parse(line('a')), null, 2)}\n${JSON.stringify(JSON.parse(line('b')), null, 2)}\n`,
    nature: 'several_lines',
    errors: { several_lines: [1, 15] },
  },
]
