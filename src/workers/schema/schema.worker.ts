import { checkAgainstSchema } from '../../domain/results/schema-check.ts'
import type { SchemaQuestion } from './client.ts'

addEventListener('message', ({ data }: MessageEvent<SchemaQuestion>) => {
  postMessage(checkAgainstSchema(data.schema, data.answer))
})
