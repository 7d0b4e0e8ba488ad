import { KEY_VARIABLE, type SampleInput, createBody, resultsName } from './sample-input.ts'

/** A script for the `openai` package on Node: upload, start, poll, and a download that resumes. */
export function typescriptSample({ batch, baseUrl, fileName, apiKey }: SampleInput): string {
  const body = JSON.stringify(createBody(batch, '%ID%'), null, 2)
    .replace('"%ID%"', 'uploaded.id')
    .replaceAll('\n', '\n  ')
  return `// npm install openai
import { appendFile, readFile, writeFile } from 'node:fs/promises'
import { createReadStream } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import OpenAI from 'openai'

const client = new OpenAI({
  baseURL: ${JSON.stringify(baseUrl)},
  apiKey: ${apiKey ? JSON.stringify(apiKey) : `process.env.${KEY_VARIABLE}`},
})

/** Upload the file and start a batch like this one. */
export async function start() {
  const file = createReadStream(${JSON.stringify(fileName)})
  const uploaded = await client.files.create({ file, purpose: 'batch' })
  return client.batches.create(${body})
}

/** The id of a kept answer; undefined for a blank line and for one that a crash has cut. */
function idOf(line: string): string | undefined {
  try {
    return JSON.parse(line).id
  } catch {
    return undefined
  }
}

const path = ${JSON.stringify(resultsName(batch))}
await appendFile(path, '')
const kept = (await readFile(path, 'utf8')).split('\\n').filter((line) => idOf(line) !== undefined)
await writeFile(path, kept.map((line) => line + '\\n').join(''))
const known = new Set(kept.map(idOf))

async function keep(line: string) {
  const id = JSON.parse(line).id
  if (known.has(id)) return
  await appendFile(path, line + '\\n')
  known.add(id)
}

/** Append the answers that came since the last call: whole lines only, none twice. */
async function fetchAnswers(fileId: string) {
  const query = { offset: known.size, skip: known.size }
  const response = await client.files.content(fileId, { query })
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of response.body ?? []) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line.trim()) await keep(line)
  }
  if (rest.trim()) await keep(rest) // not JSON where the connection was cut
}

let batch = await client.batches.retrieve(${JSON.stringify(batch.id)}) // or: await start()
for (;;) {
  let ended = ['completed', 'failed', 'expired', 'cancelled'].includes(batch.status)
  try {
    if (batch.output_file_id) await fetchAnswers(batch.output_file_id)
  } catch (error) {
    if (error instanceof OpenAI.APIError && error.status) throw error
    ended = false // the connection was cut, perhaps inside a line: go on from here
  }
  console.log(batch.status, batch.request_counts, known.size, 'answers kept')
  if (ended) break
  await setTimeout(30_000)
  batch = await client.batches.retrieve(batch.id)
}
`
}
