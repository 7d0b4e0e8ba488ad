import { networkError } from './http.ts'

/** The files offered to somebody who has none yet. They lie beside the page. */
export const SAMPLES = {
  requests: { fileName: 'sample-requests.jsonl', title: 'Twelve varied requests' },
  embeddings: { fileName: 'sample-embeddings.jsonl', title: 'Twelve texts to embed' },
} as const

export type SampleName = keyof typeof SAMPLES

/** Which sample a name in the URL stands for. */
export function sampleNamed(name: string): SampleName | null {
  return name === 'requests' || name === 'embeddings' ? name : null
}

/**
 * Reads a sample as if the person had chosen it.
 * @throws ApiError when the deployment lacks it
 */
export async function readSample(name: SampleName): Promise<File> {
  const { fileName } = SAMPLES[name]
  const response = await fetch(`${import.meta.env.BASE_URL}samples/${fileName}`)
  if (!response.ok) throw networkError(`${fileName}: HTTP ${response.status}`)
  return new File([await response.blob()], fileName, { type: 'application/jsonl' })
}
