import { keywordsOf, topicOf, type Prompt } from './prompt.ts'
import type { Random } from './random.ts'

type Shape = 'prose' | 'list' | 'table' | 'code' | 'image' | 'choice'

const LANGUAGES = ['python', 'typescript', 'javascript', 'sql', 'rust', 'go', 'bash'] as const
const CHOICE =
  /\b(?:one of|either|exactly one|as|is it|options|labels|categories)\b[:\s]+([^\n.?!:;]{3,160})/iu

/** The alternatives that a prompt offers ("positive, negative or neutral"), or none. */
function choicesOf(text: string): string[] {
  const listed = CHOICE.exec(text)?.[1] ?? ''
  const choices = listed
    .split(/,\s*(?:or\s+)?|\s+or\s+|\s*\|\s*/u)
    .map((choice) => choice.replaceAll(/["'`()]/g, '').trim())
  const areShort = choices.every((choice) => choice !== '' && choice.split(' ').length <= 3)
  return choices.length >= 2 && areShort ? choices : []
}

function shapeOf(prompt: Prompt): Shape {
  const text = prompt.text.toLowerCase()
  if (prompt.images.length > 0) return 'image'
  if (choicesOf(prompt.text).length > 0) return 'choice'
  if (/\b(code|function|script|regex|program|class|python|typescript|javascript|sql|rust|bash)\b/.test(text))
    return 'code'
  if (/\b(table|compare|comparison|versus|vs\.?|differences?)\b/.test(text)) return 'table'
  if (/\b(list|steps|ideas|reasons|bullets?|examples|top \d+|ways)\b/.test(text)) return 'list'
  return 'prose'
}

function prose(topic: string, keywords: readonly string[], random: Random): string {
  const first = keywords[0] ?? 'the subject'
  const second = keywords[1] ?? 'its context'
  const opening = random.pick([
    `**Simulated answer** to “${topic}”. No model was asked; a real one would answer in place of this text.`,
    `This is a **simulated answer**: “${topic}” went to no model, and a real reply would stand here.`,
    `“${topic}” is what was asked. This **simulated answer** only keeps the place of the real one.`,
  ])
  const middle = random.pick([
    `It would begin with ${first}, since everything else follows from it, and then turn to ${second}.`,
    `It would say in one sentence what ${first} means here, and in another how ${second} bears on it.`,
    `It would take ${first} and ${second} one after the other, with an example for each.`,
  ])
  const closing = random.pick([
    '',
    ` A last sentence would name what is uncertain about ${second}.`,
    '\n\nA second paragraph would give the reasons and a figure or two, so that the answer can be checked.',
  ])
  return `${opening} ${middle}${closing}`
}

const REMARKS = [
  'the starting point',
  'what follows from it',
  'an example',
  'an exception',
  'what to check in the end',
]

function list(topic: string, keywords: readonly string[]): string {
  const entries = REMARKS.map((remark, index) => {
    const word = keywords[index % Math.max(1, keywords.length)] ?? 'the subject'
    return `${index + 1}. **${word}**: ${remark}`
  })
  return [`Simulated answer to “${topic}”:`, '', ...entries].join('\n')
}

function table(topic: string, keywords: readonly string[], random: Random): string {
  const rows = (keywords.length > 0 ? keywords : ['First', 'Second']).map(
    (word) => `| ${word} | ${random.pick(['low', 'medium', 'high'])} | ${random.integer(1, 99)} % |`,
  )
  return [
    `Simulated answer to “${topic}”:`,
    '',
    '| Subject | Weight | Share |',
    '|---|---|---:|',
    ...rows,
  ].join('\n')
}

/** Words of the request for code that say nothing about what the code is for. */
const CODE_WORDS =
  /^(?:code|function|script|program|class|python|typescript|javascript|rust|bash|calculates?|returns?|computes?)$/i

function code(topic: string, text: string, keywords: readonly string[]): string {
  const language = LANGUAGES.find((candidate) => text.toLowerCase().includes(candidate)) ?? 'python'
  const name = keywords
    .filter((word) => !CODE_WORDS.test(word))
    .slice(0, 2)
    .join('_')
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]/g, '_')
  const subject = name || 'answer'
  const bodies: Record<(typeof LANGUAGES)[number], string> = {
    python: `def ${subject}(value):\n    """Simulated: a real model would write the code here."""\n    return value`,
    typescript: `/** Simulated: a real model would write the code here. */\nexport function ${subject}<Value>(value: Value): Value {\n  return value\n}`,
    javascript: `// Simulated: a real model would write the code here.\nexport function ${subject}(value) {\n  return value\n}`,
    sql: `-- Simulated: a real model would write the query here.\nSELECT count(*) AS ${subject} FROM requests;`,
    rust: `/// Simulated: a real model would write the code here.\nfn ${subject}(value: u64) -> u64 {\n    value\n}`,
    go: `// Simulated: a real model would write the code here.\nfunc ${subject}(value int) int {\n\treturn value\n}`,
    bash: `# Simulated: a real model would write the script here.\necho "${subject}"`,
  }
  return `Simulated answer to “${topic}”:\n\n\`\`\`${language}\n${bodies[language]}\n\`\`\`\n\nIt does nothing yet but can be run.`
}

function describeImage(url: string): string {
  const embedded = /^data:([^;,]+)[^,]*,/.exec(url)
  if (embedded)
    return `an embedded ${embedded[1] ?? 'image'} of about ${Math.round((url.length * 3) / 4)} bytes`
  return `an image at ${URL.parse(url)?.host ?? 'an address that is no URL'}`
}

function image(prompt: Prompt, topic: string): string {
  const images = prompt.images.map(describeImage).join(' and ')
  return `Simulated answer to “${topic || 'the image'}”: the request holds ${images}. The simulation does not look at pictures; a real model would describe this one here.`
}

/**
 * A short Markdown answer that is about the prompt and says that it is simulated. What was asked decides
 * its shape: a choice, a list, a table, code or prose.
 */
export function writeAnswer(prompt: Prompt, random: Random): string {
  const topic = topicOf(prompt.text)
  const keywords = keywordsOf(prompt.text, 5)
  switch (shapeOf(prompt)) {
    case 'image':
      return image(prompt, topic)
    case 'choice': {
      const [first = '', ...others] = choicesOf(prompt.text)
      return random.pick([first, ...others])
    }
    case 'code':
      return code(topic, prompt.text, keywords)
    case 'table':
      return table(topic, keywords, random)
    case 'list':
      return list(topic, keywords)
    case 'prose':
      return prose(topic || 'an empty prompt', keywords, random)
  }
}
