/** What roles are called elsewhere, and how they are mistyped. */
const ROLES: Readonly<Record<string, string>> = {
  human: 'user',
  customer: 'user',
  prompter: 'user',
  usr: 'user',
  bot: 'assistant',
  model: 'assistant',
  ai: 'assistant',
  gpt: 'assistant',
  chatbot: 'assistant',
  system: 'system',
  developer: 'developer',
  user: 'user',
  assistant: 'assistant',
  tool: 'tool',
}

/** The right name of a role that is called otherwise; `undefined` for one that nobody knows. */
export function rightRole(role: string): string | undefined {
  return Object.hasOwn(ROLES, role.trim().toLowerCase()) ? ROLES[role.trim().toLowerCase()] : undefined
}
