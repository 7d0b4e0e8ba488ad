import { createHarness, isRecord, textAt } from './harness.ts'

/** What the server says to a file: accepted, or refused, at its own number of a line where it names one. */
interface Answer {
  isAccepted: boolean
  line: unknown
}

/** Uploads a file and starts a batch from it. */
export async function askServer(content: Uint8Array<ArrayBuffer>, endpoint: string): Promise<Answer> {
  const harness = createHarness()
  try {
    const uploaded = await harness.upload(new Blob([content]))
    if (!uploaded.ok) return { isAccepted: false, line: null }
    const created = await harness.call('POST', '/batches', {
      input_file_id: textAt(await uploaded.json(), 'id'),
      endpoint,
      completion_window: '24h',
    })
    if (!created.ok) return { isAccepted: false, line: null }
    const id = textAt(await created.json(), 'id')
    await harness.advance(1)
    const { status, errors } = await harness.json('GET', `/batches/${id}`)
    const [first]: unknown[] = isRecord(errors) && Array.isArray(errors['data']) ? errors['data'] : []
    return { isAccepted: status !== 'failed', line: isRecord(first) ? first['line'] : null }
  } finally {
    await harness.stop()
  }
}
