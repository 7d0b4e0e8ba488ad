import { rowExcerpts } from '../../domain/results/row-excerpts.ts'
import { matchTask } from '../../results/find/match-task.ts'
import { textRanges } from '../../results/find/text-ranges.ts'
import type { FromPattern, PatternReply, PatternTask } from './pattern-messages.ts'

const say = (message: FromPattern) => postMessage(message)

addEventListener('message', ({ data }: MessageEvent<PatternTask>) => say(replyTo(data)))
say({ kind: 'ready' })

function replyTo(asked: PatternTask): PatternReply {
  const { expression } = asked
  switch (asked.kind) {
    case 'test':
      return { kind: 'test', hits: matchTask(expression, asked.task) }
    case 'ranges':
      return { kind: 'ranges', ranges: textRanges(expression, asked.texts, asked.most) }
    case 'excerpts':
      return { kind: 'excerpts', excerpts: asked.rows.map((row) => rowExcerpts(row, expression)) }
  }
}
