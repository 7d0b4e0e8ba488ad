import type { PixelSize } from './image-size.ts'

/** How a model cuts pictures into tokens: one for each square, the picture scaled until its area is in bounds. */
interface PatchRule {
  /** Side of the square in pixels. */
  side: number
  fewestPixels: number
  mostPixels: number
}

/** Qwen2.5-VL and what is built on it; source: its image processor's published settings. */
const QWEN_2: PatchRule = { side: 28, fewestPixels: 56 * 56, mostPixels: 28 * 28 * 16_384 }
/** Qwen3-VL and Qwen3.5; source: its image processor's published settings. Also taken for every other model. */
const QWEN_3: PatchRule = { side: 32, fewestPixels: 256 * 256, mostPixels: 4096 * 4096 }

/** Marks before and after a picture. */
const MARKS = 2

function ruleOf(model: string): PatchRule {
  return /qwen2|olmocr/i.test(model) ? QWEN_2 : QWEN_3
}

/** Tokens that a model makes of a picture. @param model its id */
export function imageTokens({ width, height }: PixelSize, model: string): number {
  const { side, fewestPixels, mostPixels } = ruleOf(model)
  const pixels = width * height
  const wanted = Math.min(mostPixels, Math.max(fewestPixels, pixels))
  const scale = Math.sqrt(wanted / pixels)
  const squares = (length: number) => Math.max(1, Math.round((length * scale) / side))
  return squares(width) * squares(height) + MARKS
}
