import type { ProblemKind } from './problem-kinds.ts'

interface ProblemWords {
  /** Names the problem, for a list. */
  title: string
  /** One sentence: what is wrong, and what would be right. */
  sentence: string
}

/** What a person reads about each kind of problem. */
export const PROBLEM_WORDS = {
  empty_file: {
    title: 'No requests',
    sentence: 'The file holds no requests; it needs one JSON object on each line.',
  },
  file_too_large: {
    title: 'Too large',
    sentence: 'A batch takes files up to 200 MB; split this one into several.',
  },
  too_many_requests: {
    title: 'Too many requests',
    sentence: 'A batch takes at most 50,000 requests; split the file into several.',
  },
  archive: {
    title: 'Packed file',
    sentence:
      'The file is packed in a way that is not read here; unpack it and choose the .jsonl file inside.',
  },
  not_text: {
    title: 'Not a text file',
    sentence:
      'A batch file is plain text in UTF-8 with one JSON request on each line; this is something else.',
  },
  utf_16: {
    title: 'Text in UTF-16',
    sentence: 'The text is stored as UTF-16, which servers cannot read; save it as UTF-8.',
  },
  table: {
    title: 'A table',
    sentence: 'The file is a table of values (CSV); a batch file has one JSON request on each line.',
  },
  markup: {
    title: 'HTML or XML',
    sentence: 'The file is a web page or XML; a batch file has one JSON request on each line.',
  },
  prose: {
    title: 'Plain text',
    sentence: 'No line of the file is JSON; a batch file has one JSON request on each line.',
  },
  byte_order_mark: {
    title: 'Byte order mark',
    sentence:
      'An invisible mark (BOM) stands before the text, which servers reject; save the file as UTF-8 without BOM.',
  },
  json_array: {
    title: 'One JSON array',
    sentence:
      'The requests stand in one JSON array; each needs a line of its own, without brackets and commas.',
  },
  json_list: {
    title: 'A list inside of an object',
    sentence:
      'The requests stand in a list inside of one object; each needs a line of its own. What stands beside the list is left out.',
  },
  output_line: {
    title: 'Answers of a batch',
    sentence: 'These lines are answers from an output file; a new batch needs the requests they came from.',
  },
  error_line: {
    title: 'Failures of a batch',
    sentence: 'These lines are failures from an error file; a new batch needs the requests they came from.',
  },
  fine_tuning_line: {
    title: 'Training data',
    sentence:
      'These lines are fine-tuning examples; put each conversation into the body of a request to run it.',
  },
  anthropic_line: {
    title: 'Requests for Anthropic',
    sentence:
      'These requests are written for Anthropic’s batch API; “params” must become a “body” with “method” and “url”.',
  },
  gemini_line: {
    title: 'Requests for Gemini',
    sentence:
      'These requests are written for Gemini or Vertex AI; their “contents” must become “messages” in a “body”.',
  },
  bedrock_line: {
    title: 'Requests for Bedrock',
    sentence:
      'These requests are written for Amazon Bedrock; “modelInput” must become a “body” with “method” and “url”.',
  },
  mistral_line: {
    title: 'Requests for Mistral',
    sentence:
      'These requests are written for Mistral’s batch API; add “method”, “url” and the model in the “body”.',
  },
  wrapped_requests: {
    title: 'A list of requests in an object',
    sentence: 'The requests stand inside of one object, as “requests”; each needs a line of its own.',
  },
  record_line: {
    title: 'Records, not requests',
    sentence:
      'These are plain records, such as rows of a table; write a request for each, with what to ask in its “body”.',
  },
  bare_body: {
    title: 'Requests without their frame',
    sentence:
      'These lines hold only the request; wrap each as “body” and add “custom_id”, “method” and “url”.',
  },
  line_too_long: {
    title: 'Endless line',
    sentence:
      'The line is longer than 32 MB, more than any request may be; check that line ends are in place.',
  },
  invalid_utf8: {
    title: 'Not valid UTF-8',
    sentence:
      'The line has bytes that are no UTF-8, often from Latin-1 or Windows-1252; save the file as UTF-8.',
  },
  truncated_last_line: {
    title: 'File cut off',
    sentence:
      'The last line ends in the middle of its request; export or copy the file again, it is not complete.',
  },
  cut_off_line: {
    title: 'Line cut off',
    sentence: 'The line ends in the middle of its request; each line must hold one complete JSON object.',
  },
  several_lines: {
    title: 'Request on several lines',
    sentence: 'The request is spread over several lines; it must stand on one line.',
  },
  line_break_in_text: {
    title: 'Line break inside a text',
    sentence:
      'A text of the request holds a real line break; write it as \\n so that the request stays on one line.',
  },
  two_values: {
    title: 'Two objects on a line',
    sentence: 'More than one object stands on the line; each request needs a line of its own.',
  },
  trailing_comma: {
    title: 'Comma too many',
    sentence: 'JSON allows no comma before a closing bracket or at the end of the line; remove it.',
  },
  wrong_quotes: {
    title: 'Wrong quotation marks',
    sentence:
      'JSON takes straight double quotes (") only; single or curly ones come from Python or a word processor.',
  },
  unquoted_name: {
    title: 'Name without quotes',
    sentence: 'Names of fields stand in double quotes, as in {"custom_id": …}.',
  },
  foreign_word: {
    title: 'A word that JSON does not know',
    sentence:
      'JSON knows true, false and null and finite numbers; NaN, Infinity, None, True and undefined are not JSON.',
  },
  control_character: {
    title: 'Control character in a text',
    sentence: 'A text holds a raw tab or another control character; write it as an escape such as \\t.',
  },
  wrong_escape: {
    title: 'Wrong backslash',
    sentence:
      'A backslash in a text must be doubled (\\\\) unless it begins an escape such as \\n or \\u00e9.',
  },
  no_json: {
    title: 'Not JSON',
    sentence:
      'The line is no JSON at all; it should be one object: {"custom_id": …, "method": …, "url": …, "body": …}.',
  },
  invalid_json: {
    title: 'Broken JSON',
    sentence: 'The line is not valid JSON from the marked place on.',
  },
  not_an_object: {
    title: 'Not an object',
    sentence:
      'The line is JSON but no object; a request is {"custom_id": …, "method": …, "url": …, "body": …}.',
  },
  custom_id_missing: {
    title: 'No custom_id',
    sentence: 'Each request needs a custom_id, by which its answer is found again.',
  },
  custom_id_not_text: {
    title: 'custom_id is no text',
    sentence: 'The custom_id must be text in quotes, as in "42" instead of 42.',
  },
  custom_id_empty: {
    title: 'Empty custom_id',
    sentence: 'The custom_id is empty; give each request a name of its own.',
  },
  custom_id_too_long: {
    title: 'custom_id too long',
    sentence: 'A custom_id may have at most 64 bytes; accented letters count two or more.',
  },
  custom_id_characters: {
    title: 'custom_id with other characters',
    sentence: 'A custom_id takes visible ASCII characters only: no spaces, no accents, no other scripts.',
  },
  duplicate_custom_id: {
    title: 'Same custom_id twice',
    sentence:
      'Another line has the same custom_id, so their answers could not be told apart; make each different.',
  },
  method_missing: { title: 'No method', sentence: 'Each request needs "method": "POST".' },
  wrong_method: { title: 'Wrong method', sentence: 'The method must be "POST", in capitals.' },
  url_missing: {
    title: 'No url',
    sentence: 'Each request needs a url, for most files "/v1/chat/completions".',
  },
  full_url: {
    title: 'url with a server in it',
    sentence: 'The url is only the path, such as "/v1/chat/completions"; leave out https:// and the host.',
  },
  foreign_url: {
    title: 'url of another service',
    sentence: 'The url is a path of another provider’s API; use "/v1/chat/completions" and its kind of body.',
  },
  unknown_url: {
    title: 'Unknown url',
    sentence: 'A batch can call /v1/chat/completions, /v1/embeddings, /v1/completions or /v1/responses.',
  },
  mixed_endpoints: {
    title: 'Different urls in one file',
    sentence: 'All requests of a file call the same url; put these into a file of their own.',
  },
  body_missing: { title: 'No body', sentence: 'Each request needs a body with a model and what to ask it.' },
  body_not_object: {
    title: 'body is no object',
    sentence: 'The body must be a JSON object in braces, not text and not a list.',
  },
  body_too_large: {
    title: 'Request too large',
    sentence: 'The body of a request may have at most 10 MB; give images as an address instead of base64.',
  },
  model_missing: { title: 'No model', sentence: 'The body must name a model.' },
  model_not_text: {
    title: 'model is no text',
    sentence: 'The model must be text in quotes: the id of a model.',
  },
  other_endpoints_body: {
    title: 'Body of another endpoint',
    sentence: 'The body does not fit the url: "messages" belong to chat completions, "input" to embeddings.',
  },
  unknown_model: {
    title: 'Unknown model',
    sentence: 'The server does not list this model for your key, so these rows may fail.',
  },
  messages_missing: {
    title: 'No messages',
    sentence: 'A chat request needs a list of messages: "messages": [{"role": "user", "content": …}].',
  },
  messages_empty: {
    title: 'Empty list of messages',
    sentence: 'The list of messages is empty; a chat request needs at least one.',
  },
  message_not_object: {
    title: 'A message that is no object',
    sentence: 'Each message is an object with a role and a content.',
  },
  message_role: {
    title: 'Unknown role',
    sentence: 'The role of a message is system, developer, user, assistant or tool.',
  },
  message_content: {
    title: 'Message without content',
    sentence: 'A message needs a content: text, or a list of parts.',
  },
  content_part: {
    title: 'Unknown part of a message',
    sentence: 'A part is {"type": "text", "text": …} or {"type": "image_url", "image_url": {"url": …}}.',
  },
  image_address: {
    title: 'Image that cannot be fetched',
    sentence: 'An image is an https:// address or data:image/…;base64,… with the picture in it.',
  },
  input_missing: {
    title: 'No input',
    sentence: 'The request needs an "input" that is not empty: a text, or a list of them.',
  },
  prompt_missing: {
    title: 'No prompt',
    sentence: 'A completion needs a "prompt": a text, or a list of them.',
  },
  stream: {
    title: 'Streaming asked for',
    sentence: 'A batch cannot stream its answers; remove "stream": true.',
  },
  parameter_type: {
    title: 'Parameter of the wrong type',
    sentence: 'The parameter must be a number without quotes, whole where it counts something.',
  },
  parameter_range: {
    title: 'Parameter out of range',
    sentence: 'The number is outside of what the model takes.',
  },
  response_format: {
    title: 'Unusable response_format',
    sentence:
      'response_format is {"type": "json_schema", "json_schema": {"name": …, "schema": {…}}}, "json_object" or "text".',
  },
  schema: {
    title: 'Schema that is no schema',
    sentence: 'The JSON Schema has a keyword with a value that it cannot have, so no answer could follow it.',
  },
  tools: {
    title: 'Unusable tools',
    sentence: 'Each tool is {"type": "function", "function": {"name": …, "parameters": {…}}}.',
  },
  tool_choice: {
    title: 'tool_choice without its tool',
    sentence: 'tool_choice is "auto", "none", "required" or the name of a function among the tools.',
  },
  half_character: {
    title: 'Half of a character',
    sentence:
      'A text holds half of an emoji or symbol, mostly from cutting it; some servers reject such a line.',
  },
  deep_nesting: {
    title: 'Nested too deeply',
    sentence: 'Brackets stand inside of brackets more than 127 levels deep; servers may refuse such a line.',
  },
  size_grey_zone: {
    title: 'Close to the size limit',
    sentence:
      'The file has between 200,000,000 and 209,715,200 bytes; some servers stop at the first figure.',
  },
  file_name: {
    title: 'Unusual name',
    sentence: 'The name does not end in .jsonl; some servers take no other.',
  },
  ids_not_compared: {
    title: 'Not all ids compared',
    sentence: 'Ids are compared among the first million requests only; split the file first.',
  },
  two_token_limits: {
    title: 'Two limits of length',
    sentence:
      'max_tokens and max_completion_tokens are both set; servers follow one of them or refuse the row.',
  },
  empty_message: {
    title: 'Empty message',
    sentence: 'The content of a message is empty text; some models refuse it.',
  },
  extra_field: {
    title: 'Field that is not used',
    sentence: 'Only custom_id, method, url and body are read; options belong into the body.',
  },
  large_number: {
    title: 'Number with too many digits',
    sentence:
      'Programs round whole numbers beyond 9,007,199,254,740,991; put it in quotes if each digit matters.',
  },
  blank_lines: {
    title: 'Blank lines',
    sentence: 'Blank lines are skipped; a server’s own messages do not count them.',
  },
  unpacked: {
    title: 'Unpacked',
    sentence: 'The file was packed with gzip; it is checked and uploaded unpacked.',
  },
} as const satisfies Record<ProblemKind, ProblemWords>
