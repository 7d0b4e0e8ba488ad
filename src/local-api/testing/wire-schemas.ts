/**
 * The OpenAI contract of files, batches, models and errors as JSON Schemas, written for these tests: what
 * must be there, of which type, and nothing that the contract does not name. Absent values of a batch may
 * be `null`, as the vendor's guide shows it; OpenAI's description says otherwise, its own example agrees.
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

function fileSchema(purposes: readonly string[]): Schema {
  return closed({
    id: text,
    object: { const: 'file' },
    bytes: whole,
    created_at: time,
    expires_at: time,
    filename: text,
    purpose: { enum: purposes },
    status: { const: 'processed' },
  })
}

/** Error files have a purpose of their own with the vendor. */
export const fileSchemas = {
  doubleword: fileSchema(['batch', 'batch_output', 'batch_error']),
  openai: fileSchema(['batch', 'batch_output']),
}

export function listSchema(entry: Schema): Schema {
  return closed({
    object: { const: 'list' },
    data: { type: 'array', items: entry },
    first_id: text,
    last_id: text,
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
