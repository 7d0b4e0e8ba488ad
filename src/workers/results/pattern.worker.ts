import { textRanges } from '../../results/find/text-ranges.ts'
import type { FromPattern, PatternReply, PatternTask } from './pattern-messages.ts'

const say = (message: FromPattern) => postMessage(message)

addEventListener('message', ({ data }: MessageEvent<PatternTask>) => say(replyTo(data)))
say({ kind: 'ready' })

function replyTo(task: PatternTask): PatternReply {
  const { expression } = task
  if (task.kind === 'ranges') {
    return { kind: 'ranges', ranges: textRanges(expression, task.texts, task.most) }
  }
  return { kind: 'test', hits: task.rows.map((texts) => texts.some((text) => expression.test(text))) }
}
