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
 * @throws Error when it cannot be had: the page's own server is away, or the deployment lacks the file
 */
export async function readSample(name: SampleName): Promise<File> {
  const { fileName } = SAMPLES[name]
  const response = await fetch(`${import.meta.env.BASE_URL}samples/${fileName}`).catch(() => null)
  if (!response?.ok) {
    throw new Error(
      `${fileName} lies beside this page, but its server does not hand it out now. Reload the page.`,
    )
  }
  return new File([await response.blob()], fileName, { type: 'application/jsonl' })
}
