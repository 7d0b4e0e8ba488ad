/**
 * A part of the console's own code could not be had: the network is gone, or a newer console has replaced the file. Its
 * message is for people.
 */
export class MissingCode extends Error {
  override readonly name = 'MissingCode'

  constructor(options?: ErrorOptions) {
    super(
      'A part of the console could not be fetched. Check your connection and try again. If that does not help, reload the page: the console may have been updated.',
      options,
    )
  }
}

/** What lies behind a failure, for experts: where code was not there, or how it failed. `undefined` where nobody knows. */
export function reasonOf({ cause }: Error): string | undefined {
  return (cause instanceof Error && cause.message) || undefined
}

/**
 * Loads code that is wanted for the first time.
 * @param load imports it
 * @throws MissingCode
 */
export async function loadCode<Code>(load: () => Promise<Code>): Promise<Code> {
  try {
    return await load()
  } catch (cause) {
    throw new MissingCode({ cause })
  }
}

/** Makes something once, when it is first wanted; what has failed is made anew the next time. */
export function madeOnce<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | null = null
  return () => {
    made ??= make().catch((error: unknown) => {
      made = null
      throw error
    })
    return made
  }
}
