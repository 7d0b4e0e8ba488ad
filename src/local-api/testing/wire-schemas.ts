/**
 * The OpenAI contract of files, batches, models and errors as JSON Schemas, written for these tests: what
 * must be there, of which type, and nothing that the contract does not name. `nullable` says whether an
 * absent value may be `null`, as the vendor's guide shows it; OpenAI's own description is stricter and
 * is contradicted by its own example of a batch, so both servers may write `null` in a batch.
 */
type Schema = Record<string, unknown>

const text = { type: 'string' }
const time = { type: 'integer', minimum: 1_000_000_000, maximum: 10_000_000_000 }
const whole = { type: 'integer', minimum: 0 }

function orNull(schema: Schema): Schema {
  return { anyOf: [schema, { type: 'null' }] }
}

function closed(required: Schema, optional: Schema = {}): Schema {
  return {
    type: 'object',
    properties: { ...required, ...optional },
    required: Object.keys(required),
    additionalProperties: false,
  }
}

const batchTimes = [
  'in_progress_at',
  'expires_at',
  'finalizing_at',
  'completed_at',
  'failed_at',
  'expired_at',
  'cancelling_at',
  'cancelled_at',
]

export const batchSchema = closed(
  {
    id: text,
    object: { const: 'batch' },
    endpoint: { enum: ['/v1/chat/completions', '/v1/embeddings', '/v1/completions', '/v1/responses'] },
    input_file_id: text,
    completion_window: { enum: ['24h', '1h'] },
    status: {
      enum: [
        'validating',
        'failed',
        'in_progress',
        'finalizing',
        'completed',
        'expired',
        'cancelling',
        'cancelled',
      ],
    },
    created_at: time,
  },
  {
    errors: orNull(
      closed({
        object: { const: 'list' },
        data: {
          type: 'array',
          items: closed({
            code: text,
            message: text,
            param: orNull(text),
            line: orNull({ type: 'integer', minimum: 1 }),
          }),
        },
      }),
    ),
    output_file_id: orNull(text),
    error_file_id: orNull(text),
    request_counts: closed({ total: whole, completed: whole, failed: whole }),
    metadata: orNull({ type: 'object', additionalProperties: text }),
    ...Object.fromEntries(batchTimes.map((name) => [name, orNull(time)])),
  },
)

const fileFields = {
  id: text,
  object: { const: 'file' },
  bytes: whole,
  created_at: time,
  filename: text,
  purpose: { enum: ['batch', 'batch_output', 'batch_error'] },
}

/** The contract requires a `status` that is deprecated; the vendor's guide shows files without it. */
export const fileSchemas = {
  doubleword: closed(fileFields, { expires_at: orNull(time) }),
  openai: closed(
    {
      ...fileFields,
      purpose: { enum: ['batch', 'batch_output', 'batch_error'] },
      status: { const: 'processed' },
    },
    { expires_at: time },
  ),
}

export function listSchema(entry: Schema): Schema {
  return closed({
    object: { const: 'list' },
    data: { type: 'array', items: entry },
    first_id: orNull(text),
    last_id: orNull(text),
    has_more: { type: 'boolean' },
  })
}

export const deletedFileSchema = closed({ id: text, object: { const: 'file' }, deleted: { const: true } })

export const modelsSchema = closed({
  object: { const: 'list' },
  data: {
    type: 'array',
    minItems: 1,
    items: closed({ id: text, object: { const: 'model' }, created: time, owned_by: text }),
  },
})

export const errorSchema = closed({
  error: closed({ message: { ...text, minLength: 1 }, type: text, param: orNull(text), code: orNull(text) }),
})
