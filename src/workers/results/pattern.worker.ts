import type { PatternTask } from './match-texts.ts'

addEventListener('message', ({ data: { expression, rows } }: MessageEvent<PatternTask>) => {
  postMessage(rows.map((texts) => texts.some((text) => expression.test(text))))
})
