import * as z from 'zod/mini'

// zod compiles schemas with `new Function` unless told not to; the page's content security policy forbids
// that. Imported before any schema is built.
z.config({ jitless: true })
