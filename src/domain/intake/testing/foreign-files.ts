import { file, line } from './build-lines.ts'
import type { CorpusFile } from './corpus-file.ts'

/** Files of lines that are no requests of this API. */
export const FOREIGN_FILES: readonly CorpusFile[] = [
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
    about: 'Gemini’s and Vertex AI’s answers',
    content: file(
      '{"key":"a","response":{"candidates":[]}}',
      '{"status":"","request":{"contents":[]},"response":{"candidates":[]}}',
    ),
    nature: 'output_line',
    errors: { output_line: [1, 2] },
  },
  {
    about: 'Bedrock’s answers',
    content: file('{"recordId":"a","modelInput":{"messages":[]},"modelOutput":{}}'),
    nature: 'output_line',
    errors: { output_line: [1] },
  },
  {
    about: 'the results of a batch as the server lists them',
    content: file('{"id":"r","custom_id":"a","model":"m","input_body":{},"response_body":{},"error":null}'),
    nature: 'output_line',
    errors: { output_line: [1] },
  },
  {
    about: 'a list in an object that holds no requests',
    content: '{"requests":["Why is the sky blue?","Who was Ada Lovelace?"]}',
    nature: 'wrapped_requests',
    errors: { wrapped_requests: [1] },
  },
  {
    about: 'an array of records',
    content: '[{"name":"Ulm","river":"Danube"},\n{"name":"Bonn","river":"Rhine"}]',
    nature: 'record_line',
    errors: { json_array: [null], record_line: [1, 2] },
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
