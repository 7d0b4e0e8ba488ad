import { keywordsOf, topicOf, type Prompt } from './prompt.ts'
import type { Random } from './random.ts'

type Shape = 'prose' | 'list' | 'table' | 'code' | 'image' | 'choice'

const LANGUAGES = ['python', 'typescript', 'javascript', 'sql', 'rust', 'go', 'bash'] as const
const CHOICE = /\b(?:one of|either|exactly one|as|is it|options|labels|categories)\b[:\s]+([^\n.?!]{3,160})/iu

/** The alternatives that a prompt offers ("positive, negative or neutral"), or none. */
function choicesOf(text: string): string[] {
  const listed = CHOICE.exec(text)?.[1] ?? ''
  const choices = listed
    .split(/,\s*(?:or\s+)?|\s+or\s+|\s*\|\s*/u)
    .map((choice) => choice.replaceAll(/["'`()]/g, '').trim())
  const areShort = choices.every((choice) => choice !== '' && choice.split(' ').length <= 3)
  return choices.length >= 2 && areShort ? choices : []
}

function shapeOf(prompt: Prompt, random: Random): Shape {
  const text = prompt.text.toLowerCase()
  if (prompt.images.length > 0) return 'image'
  if (choicesOf(prompt.text).length > 0) return 'choice'
  if (/\b(code|function|script|regex|program|class|python|typescript|javascript|sql|rust|bash)\b/.test(text))
    return 'code'
  if (/\b(table|compare|comparison|versus|vs\.?|differences?)\b/.test(text)) return 'table'
  if (/\b(list|steps|ideas|reasons|bullets?|examples|top \d+|ways)\b/.test(text)) return 'list'
  return random.pick(['prose', 'prose', 'list'])
}

function sentences(keywords: readonly string[], random: Random): string {
  const first = keywords[0] ?? 'the question'
  const second = keywords[1] ?? 'its context'
  const third = keywords[2] ?? 'an example'
  const candidates = [
    `It would open with ${first} and say in a sentence why it matters here.`,
    `It would then relate ${first} to ${second}, with a figure or two.`,
    `A short passage on ${third} would show how this looks in practice.`,
    `It would close with what remains uncertain about ${second}.`,
    `Where ${second} and ${third} pull in different directions, it would say which counts for more.`,
  ]
  const from = random.integer(0, candidates.length - 1)
  const count = random.integer(2, 4)
  return Array.from({ length: count }, (_, index) => candidates[(from + index) % candidates.length]).join(' ')
}

function list(topic: string, keywords: readonly string[], random: Random): string {
  const remarks = [
    'the first thing to look at',
    'easily overlooked',
    'worth an example',
    'depends on the case',
    'where most of the effort goes',
  ] as const
  const points = keywords.length > 0 ? keywords : ['Context', 'Approach', 'Result']
  const entries = points.map((word, index) => `${index + 1}. **${word}**: ${random.pick(remarks)}.`)
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

function code(topic: string, text: string, keywords: readonly string[]): string {
  const language = LANGUAGES.find((candidate) => text.toLowerCase().includes(candidate)) ?? 'python'
  const name = keywords
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
  switch (shapeOf(prompt, random)) {
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
      return list(topic, keywords, random)
    case 'prose':
      return `**Simulated answer** to “${topic || 'an empty prompt'}”. No model was asked; a real one would answer here. ${sentences(keywords, random)}`
  }
}
