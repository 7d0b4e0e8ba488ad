import { keywordsOf, topicOf, type Prompt } from './prompt.ts'

/**
 * The thinking that a model which reasons hands out beside its answer: `reasoning_content` of chat where
 * `reasoning_effort` was asked for, a summary of `/v1/responses` where `reasoning.summary` was.
 */
export function writeReasoning(prompt: Prompt): string {
  const [first = 'the subject', second = 'its context'] = keywordsOf(prompt.text, 2)
  return [
    `Simulated reasoning: the request is about “${topicOf(prompt.text) || 'an empty prompt'}”.`,
    `A model would weigh ${first} against ${second} here, and then write its answer.`,
  ].join('\n')
}
