let picked: File | null = null

/** Hands a dropped file to the New batch page, across the navigation to it. */
export function pickFile(file: File): void {
  picked = file
}

/** The file that was handed over, once. */
export function takePickedFile(): File | null {
  const file = picked
  picked = null
  return file
}
