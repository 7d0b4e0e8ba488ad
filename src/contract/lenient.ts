import * as z from 'zod/mini'

/**
 * Text that may be missing. Servers write an absent value as `null`, as a missing key or as `""`
 * (a deleted input file, an output file that does not exist yet); all three become `null`.
 */
export const optionalText = z.pipe(
  z.catch(z.nullish(z.string()), null),
  z.transform((value): string | null => (value ? value : null)),
)

/** A number that may be missing or `null`; anything that is not a number becomes `null`. */
export const optionalNumber = z.pipe(
  z.catch(z.nullish(z.number()), null),
  z.transform((value): number | null => value ?? null),
)

/** A number of things: missing, `null` or malformed counts as 0. */
export const count = z.pipe(
  z.catch(z.nullish(z.number()), null),
  z.transform((value): number => value ?? 0),
)

/** A decimal amount that servers send as a string or as a number; kept as text so that no digit is lost. */
export const optionalDecimal = z.pipe(
  z.catch(z.nullish(z.union([z.string(), z.number()])), null),
  z.transform((value): string | null => (value == null || value === '' ? null : String(value))),
)
