import type { FileNature, ForeignLine } from './file-nature.ts'
import type { ProblemLog } from './problem-log.ts'

const FOREIGN_LINES = [
  'output_line',
  'error_line',
  'fine_tuning_line',
  'anthropic_line',
  'gemini_line',
  'bedrock_line',
  'mistral_line',
  'wrapped_requests',
  'record_line',
  'bare_body',
] as const satisfies readonly ForeignLine[]

/**
 * What a file is by what most of its lines are.
 * @param framed lines that have a field of a request
 */
export function majorityNature(log: ProblemLog, requests: number, framed: number): FileNature {
  const isMost = (count: number) => count * 2 > requests
  const foreign = FOREIGN_LINES.find((kind) => isMost(log.countOf(kind)))
  if (foreign) return foreign
  if (isMost(log.countOf('several_lines'))) return 'several_lines'
  return framed > 0 ? 'batch_input' : 'unclear'
}
