import * as z from 'zod/mini'
import { normaliseBaseUrl, SAME_ORIGIN_BASE_URL } from './connection.ts'

/** What whoever deploys the console sets in `config.json` beside the page. */
const Deployment = z.object({
  name: z.catch(z.string(), 'This server'),
  baseUrl: z.pipe(
    z.catch(z.string(), SAME_ORIGIN_BASE_URL),
    z.transform((typed): string => normaliseBaseUrl(typed) ?? SAME_ORIGIN_BASE_URL),
  ),
})

export type Deployment = z.infer<typeof Deployment>

/** Reads `config.json`; where it is missing or broken, the API on the page's own origin is meant. */
export async function readDeployment(): Promise<Deployment> {
  try {
    const response = await fetch(`${import.meta.env.BASE_URL}config.json`)
    return z.parse(Deployment, await response.json())
  } catch {
    return z.parse(Deployment, {})
  }
}
