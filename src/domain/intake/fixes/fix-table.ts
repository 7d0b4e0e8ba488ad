import type { ProblemKind } from '../problem-kinds.ts'
import type { FixId } from './changes.ts'

/** A fix as it is offered for a kind of problem. */
export interface FixOffer {
  fix: FixId
  /** On the button: a verb. */
  label: string
  /** What it does, in one sentence. */
  sentence: string
  /** What has been done, before "12 lines": "Added ids to". */
  done: string
  /** What the person has to choose. */
  needs?: 'model' | 'endpoint'
  /** The choice can be left to the rules. */
  isChoiceOptional?: boolean
  /** Nobody would want it otherwise, so it is part of "Fix all". */
  isDefault?: boolean
}

/** What can be done about a kind of problem: fixes, the first one first; or nothing, and why. */
export type FixDecision =
  | { fixes: readonly [FixOffer, ...FixOffer[]] }
  /** The file is cut into several when it is started. */
  | { fixes: readonly []; reason: string; isSplitAtStart?: boolean }

const DROP: FixOffer = {
  fix: 'drop',
  label: 'Take these lines out',
  sentence: 'Takes the lines out of the file; you can download them afterwards.',
  done: 'Took out',
}

const REPAIR: FixOffer = {
  fix: 'repair',
  label: 'Repair the JSON',
  sentence:
    'Puts quotes, commas, words and escapes right; a line that would not become one complete object stays as it is.',
  done: 'Repaired the JSON of',
  isDefault: true,
}

const ONE_PER_LINE: FixOffer = {
  fix: 'layout',
  label: 'Put each request on one line',
  sentence: 'Gives each request a line of its own; nothing inside of the requests changes.',
  done: 'Put on a line of their own:',
  isDefault: true,
}

const TAKE_ENTRIES: FixOffer = {
  ...ONE_PER_LINE,
  label: 'Take the entries as lines',
  sentence:
    'Gives each entry of the list a line of its own and leaves out what stands around the list; nothing inside of the entries changes.',
}

const REMOVE_MARK: FixOffer = {
  fix: 'layout',
  label: 'Remove the mark',
  sentence: 'Removes the invisible mark; the text stays the same.',
  done: 'Removed the mark from',
  isDefault: true,
}

const TO_UTF_8: FixOffer = {
  fix: 'layout',
  label: 'Convert to UTF-8',
  sentence: 'Stores the same text as UTF-8.',
  done: 'Converted to UTF-8:',
  isDefault: true,
}

const ADD_IDS: FixOffer = {
  fix: 'ids',
  label: 'Add ids',
  sentence: 'Names each request after its place in the file: row-7 for the seventh.',
  done: 'Added ids to',
  isDefault: true,
}

const CHANGE_URL: FixOffer = {
  fix: 'endpoint',
  label: 'Set the url',
  sentence: 'Sets the url to the endpoint that fits what is in the body.',
  done: 'Set the url of',
  needs: 'endpoint',
  isChoiceOptional: true,
  isDefault: true,
}

const CHOOSE_MODEL: FixOffer = {
  fix: 'model',
  label: 'Choose a model',
  sentence: 'Sets the model of these requests.',
  done: 'Set the model of',
  needs: 'model',
}

const REMOVE_PARAMETER: FixOffer = {
  fix: 'remove',
  label: 'Remove the parameter',
  sentence: 'Removes the parameter, so that the model uses its own default.',
  done: 'Removed a parameter from',
}

/** For training data and Mistral's format, which name no model. */
const WRAP_WITH_MODEL = {
  fix: 'wrap',
  label: 'Make requests',
  done: 'Made requests of',
  needs: 'model',
} as const
const WRAP = { fix: 'wrap', label: 'Make requests', done: 'Made requests of', isDefault: true } as const

const A_REQUEST =
  '{"custom_id": "row-1", "method": "POST", "url": "/v1/chat/completions", "body": {"model": …, "messages": [{"role": "user", "content": …}]}}'

/** What can be done about each kind of problem. */
export const FIXES = {
  empty_file: { fixes: [], reason: 'Choose or paste a file with at least one request.' },
  file_too_large: { fixes: [], reason: 'It is split when you start the batch.', isSplitAtStart: true },
  too_many_requests: { fixes: [], reason: 'It is split when you start the batch.', isSplitAtStart: true },
  archive: {
    fixes: [],
    reason: 'Unpack it on your computer and choose the .jsonl file inside; only gzip is unpacked here.',
  },
  not_text: {
    fixes: [],
    reason: `Take the text out first, a spreadsheet saved as CSV for example, and write one request a line for each row or piece: ${A_REQUEST}`,
  },
  utf_16: { fixes: [TO_UTF_8] },
  table: {
    fixes: [],
    reason: `Write one request a line for each row, with the row’s text as content: ${A_REQUEST}. In Python, csv.DictReader reads the rows and json.dumps writes the lines.`,
  },
  markup: {
    fixes: [],
    reason: 'It may be a sign-in or error page that was saved instead of the file: download the file again.',
  },
  prose: {
    fixes: [],
    reason: `Write one request a line for each text that is to be answered, with the text as content: ${A_REQUEST}`,
  },
  byte_order_mark: { fixes: [REMOVE_MARK] },
  json_array: { fixes: [ONE_PER_LINE] },
  json_list: { fixes: [TAKE_ENTRIES] },
  output_line: { fixes: [DROP] },
  error_line: { fixes: [DROP] },
  fine_tuning_line: {
    fixes: [
      {
        ...WRAP_WITH_MODEL,
        sentence: 'Makes a request of each example, without the last answer, for the model you choose.',
      },
      DROP,
    ],
  },
  anthropic_line: {
    fixes: [
      {
        ...WRAP,
        sentence:
          'Writes each as a chat request with the same ids; only requests that are all text can be converted.',
      },
      DROP,
    ],
  },
  gemini_line: { fixes: [DROP] },
  bedrock_line: { fixes: [DROP] },
  mistral_line: {
    fixes: [
      {
        ...WRAP_WITH_MODEL,
        sentence: 'Adds the method, the url and the model you choose; ids stay the same.',
      },
      DROP,
    ],
  },
  wrapped_requests: {
    fixes: [],
    reason: 'Keep only the list, from [ to ], and choose the file again: a JSON array is put on lines here.',
  },
  record_line: { fixes: [DROP] },
  bare_body: {
    fixes: [
      { ...WRAP, sentence: 'Puts each into the body of a request and adds ids, method and url.' },
      DROP,
    ],
  },
  line_too_long: {
    fixes: [
      {
        ...DROP,
        sentence: 'Leaves the lines out; they are too long to be kept for download.',
      },
    ],
  },
  invalid_utf8: {
    fixes: [
      {
        fix: 'windows_1252',
        label: 'Read as Windows-1252',
        sentence: 'Reads what is no UTF-8 as Windows-1252 (Latin-1), so that é, ü and € come out right.',
        done: 'Put the letters right in',
        isDefault: true,
      },
      DROP,
    ],
  },
  truncated_last_line: { fixes: [DROP] },
  cut_off_line: { fixes: [DROP] },
  several_lines: { fixes: [ONE_PER_LINE, DROP] },
  line_break_in_text: {
    fixes: [
      {
        ...ONE_PER_LINE,
        sentence: 'Writes each line break inside of a text as \\n, so that the request stands on one line.',
      },
      DROP,
    ],
  },
  two_values: { fixes: [ONE_PER_LINE, DROP] },
  trailing_comma: { fixes: [REPAIR, DROP] },
  wrong_quotes: { fixes: [REPAIR, DROP] },
  unquoted_name: { fixes: [REPAIR, DROP] },
  foreign_word: {
    fixes: [
      {
        ...REPAIR,
        sentence: 'Writes True and False as true and false, and None, NaN and Infinity as null.',
      },
      DROP,
    ],
  },
  control_character: {
    fixes: [{ ...REPAIR, sentence: 'Writes the characters as escapes, such as \\t for a tab.' }, DROP],
  },
  wrong_escape: {
    fixes: [{ ...REPAIR, sentence: 'Doubles each backslash that begins no escape: C:\\\\Windows.' }, DROP],
  },
  no_json: { fixes: [DROP] },
  invalid_json: { fixes: [{ ...REPAIR, isDefault: false }, DROP] },
  not_an_object: { fixes: [DROP] },
  custom_id_missing: { fixes: [ADD_IDS, DROP] },
  custom_id_not_text: {
    fixes: [
      {
        ...ADD_IDS,
        label: 'Turn into text',
        sentence:
          'Puts numbers in quotes, digit by digit; what is no number gets an id after its place, row-7.',
        done: 'Turned ids into text in',
      },
      DROP,
    ],
  },
  custom_id_empty: { fixes: [ADD_IDS, DROP] },
  custom_id_too_long: {
    fixes: [
      {
        ...ADD_IDS,
        label: 'Shorten the ids',
        sentence: 'Keeps the first 31 and the last 32 characters with ~ between them.',
        done: 'Shortened the ids of',
      },
      DROP,
    ],
  },
  custom_id_characters: {
    fixes: [
      {
        ...ADD_IDS,
        label: 'Replace the characters',
        sentence:
          'Writes accented letters without their accents and everything else as _: Zürich 1 becomes Zurich_1.',
        done: 'Replaced characters in the ids of',
      },
      DROP,
    ],
  },
  duplicate_custom_id: {
    fixes: [
      {
        ...ADD_IDS,
        label: 'Make the ids different',
        sentence: 'Adds a number to each id that was used before: a, a-2, a-3.',
        done: 'Made the ids different in',
      },
      {
        ...DROP,
        label: 'Take the later lines out',
        sentence:
          'Keeps the first line with each id and takes out the others; you can download them afterwards.',
      },
    ],
  },
  method_missing: {
    fixes: [
      {
        fix: 'method',
        label: 'Add the method',
        sentence: 'Adds "method": "POST".',
        done: 'Added the method to',
        isDefault: true,
      },
      DROP,
    ],
  },
  wrong_method: {
    fixes: [
      {
        fix: 'method',
        label: 'Set to POST',
        sentence: 'Sets the method to POST, the only one a batch can use.',
        done: 'Set the method of',
        isDefault: true,
      },
      DROP,
    ],
  },
  url_missing: { fixes: [CHANGE_URL, DROP] },
  full_url: {
    fixes: [{ ...CHANGE_URL, sentence: 'Keeps only the path of the url.' }, DROP],
  },
  foreign_url: { fixes: [CHANGE_URL, DROP] },
  unknown_url: { fixes: [CHANGE_URL, DROP] },
  mixed_endpoints: {
    fixes: [
      {
        fix: 'keep_endpoint',
        label: 'Keep one endpoint',
        sentence:
          'Keeps the requests to one endpoint; the others are taken out, and you can download them for a batch of their own.',
        done: 'Took out',
        needs: 'endpoint',
      },
    ],
  },
  body_missing: { fixes: [DROP] },
  body_not_object: {
    fixes: [
      {
        fix: 'body',
        label: 'Unpack the body',
        sentence: 'Where the body is JSON inside of a text, takes it out of the quotes.',
        done: 'Unpacked the body of',
        isDefault: true,
      },
      DROP,
    ],
  },
  body_too_large: { fixes: [DROP] },
  model_missing: { fixes: [CHOOSE_MODEL, DROP] },
  model_not_text: { fixes: [CHOOSE_MODEL, DROP] },
  other_endpoints_body: {
    fixes: [
      {
        ...CHANGE_URL,
        isDefault: false,
        sentence: 'Sets the url to the endpoint that the body is written for.',
      },
      DROP,
    ],
  },
  unknown_model: { fixes: [CHOOSE_MODEL, DROP] },
  messages_missing: { fixes: [DROP] },
  messages_empty: { fixes: [DROP] },
  message_not_object: { fixes: [DROP] },
  message_role: {
    fixes: [
      {
        fix: 'roles',
        label: 'Rename the roles',
        sentence: 'Writes human or usr as user, and bot, model or AI as assistant; other unknown roles stay.',
        done: 'Renamed roles in',
        isDefault: true,
      },
      DROP,
    ],
  },
  message_content: { fixes: [DROP] },
  content_part: { fixes: [DROP] },
  image_address: { fixes: [DROP] },
  input_missing: { fixes: [DROP] },
  prompt_missing: { fixes: [DROP] },
  stream: {
    fixes: [
      {
        fix: 'remove',
        label: 'Remove “stream”',
        sentence: 'Removes "stream": true; the answers come whole.',
        done: 'Removed “stream” from',
        isDefault: true,
      },
      DROP,
    ],
  },
  parameter_type: {
    fixes: [
      {
        fix: 'numbers',
        label: 'Take numbers out of quotes',
        sentence: 'Writes "0.7" as 0.7; what still is no fitting number stays as it is.',
        done: 'Took numbers out of quotes in',
        isDefault: true,
      },
      REMOVE_PARAMETER,
      DROP,
    ],
  },
  // The parameter may be the cap on the costs: taking it out is for the person to decide.
  parameter_range: { fixes: [REMOVE_PARAMETER, DROP] },
  response_format: { fixes: [DROP] },
  schema: { fixes: [DROP] },
  tools: { fixes: [DROP] },
  tool_choice: {
    fixes: [
      {
        ...REMOVE_PARAMETER,
        label: 'Remove tool_choice',
        sentence: 'Removes tool_choice, so that the model decides by itself.',
        done: 'Removed tool_choice from',
      },
      DROP,
    ],
  },
  half_character: {
    fixes: [
      {
        fix: 'whole_characters',
        label: 'Replace the halves',
        sentence: 'Puts the sign for a lost character (\uFFFD) in place of each half.',
        done: 'Replaced half characters in',
        isDefault: true,
      },
      DROP,
    ],
  },
  deep_nesting: { fixes: [DROP] },
  size_grey_zone: {
    fixes: [],
    reason: 'Below you choose whether it is split, so that every server takes it, or sent as one file.',
    isSplitAtStart: true,
  },
  file_name: {
    fixes: [
      {
        fix: 'rename',
        label: 'Rename to .jsonl',
        sentence: 'Gives the file a name that ends in .jsonl.',
        done: 'Renamed',
        isDefault: true,
      },
    ],
  },
  ids_not_compared: { fixes: [], reason: 'It is split when you start the batch.', isSplitAtStart: true },
  two_token_limits: {
    fixes: [
      {
        fix: 'remove',
        label: 'Keep max_tokens only',
        sentence: 'Removes max_completion_tokens and keeps max_tokens, which every server knows.',
        done: 'Removed max_completion_tokens from',
      },
      DROP,
    ],
  },
  empty_message: { fixes: [DROP] },
  extra_field: {
    fixes: [
      {
        fix: 'extra_fields',
        label: 'Remove the fields',
        sentence: 'Removes the fields that no server reads.',
        done: 'Removed fields from',
      },
      DROP,
    ],
  },
  large_number: { fixes: [DROP] },
  blank_lines: {
    fixes: [
      {
        fix: 'layout',
        label: 'Remove the blank lines',
        sentence: 'Removes the blank lines, so that all programs count lines alike.',
        done: 'Removed blank lines:',
      },
    ],
  },
  unpacked: { fixes: [], reason: 'Nothing is wrong with it.' },
} as const satisfies Record<ProblemKind, FixDecision>
