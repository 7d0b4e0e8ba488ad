import { notFound } from '../errors.ts'
import { LISTED_MODELS } from '../pricing.ts'
import type { WireObject } from '../wire.ts'
import { createRoutes } from './context.ts'

/** When the simulated service says its models were made: 2025-01-01. */
const CREATED_AT = 1_735_689_600

function toWire(id: string): WireObject {
  return { id, object: 'model', created: CREATED_AT, owned_by: id.split('/')[0] ?? 'unknown' }
}

export function modelRoutes() {
  const routes = createRoutes()
  routes.get('/models', (context) =>
    context.json({ object: 'list', data: LISTED_MODELS.map(({ id }) => toWire(id)) }),
  )
  routes.get('/models/:id{.+}', (context) => {
    const id = context.req.param('id')
    if (!LISTED_MODELS.some((model) => model.id === id)) throw notFound('model', id)
    return context.json(toWire(id))
  })
  return routes
}
