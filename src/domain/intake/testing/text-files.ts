import { broken, chat, file, line, user } from './build-lines.ts'
import type { CorpusFile } from './corpus-file.ts'

/** Files with lines that are no JSON, or no object. */
export const TEXT_FILES: readonly CorpusFile[] = [
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
