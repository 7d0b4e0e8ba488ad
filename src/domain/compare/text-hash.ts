/** Two independent 32-bit hashes: texts that differ share both once in 10¹⁹ pairs. */
export interface TextHash {
  one: number
  two: number
}

/** A hash of a text, fast enough for hundreds of megabytes; not against somebody who looks for equal hashes. */
export function hashOfText(text: string): TextHash {
  let one = 0xde_ad_be_ef
  let two = 0x41_c6_ce_57
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    one = Math.imul(one ^ code, 0x9e_37_79_b1)
    two = Math.imul(two ^ code, 0x5f_35_64_95)
  }
  return { one: mixed(one), two: mixed(two ^ text.length) }
}

function mixed(hash: number): number {
  const half = Math.imul(hash ^ (hash >>> 16), 0x85_eb_ca_6b)
  const whole = Math.imul(half ^ (half >>> 13), 0xc2_b2_ae_35)
  return (whole ^ (whole >>> 16)) >>> 0
}
