import { isObject } from '../jsonl/request-rules.ts'
import type { Find } from './problem-log.ts'

const ROLES = new Set(['system', 'developer', 'user', 'assistant', 'tool', 'function'])

/** Parts that are passed on as they are; text and images are looked into. */
const OTHER_PARTS = new Set(['input_audio', 'audio_url', 'video_url', 'file', 'refusal'])

/** Checks the messages of a chat request. @param messages a list that is not empty */
export function checkMessages(messages: readonly unknown[], find: Find): void {
  messages.forEach((message, index) => {
    const path = `body.messages[${index}]`
    if (isObject(message)) checkMessage(message, path, find)
    else find('message_not_object', { path, value: message })
  })
}

function checkMessage(message: Readonly<Record<string, unknown>>, path: string, find: Find): void {
  const { role, content } = message
  if (typeof role !== 'string' || !ROLES.has(role))
    find('message_role', { path: `${path}.role`, value: role })
  if (typeof content === 'string') {
    if (content === '') find('empty_message', { path: `${path}.content`, value: content })
    checkText(content, `${path}.content`, find)
  } else if (Array.isArray(content)) {
    if (content.length === 0) find('message_content', { path: `${path}.content`, value: content })
    content.forEach((part: unknown, index) => checkPart(part, `${path}.content[${index}]`, find))
  } else {
    // An assistant that calls tools says nothing.
    const isSilent =
      content == null && role === 'assistant' && ('tool_calls' in message || 'refusal' in message)
    if (!isSilent) find('message_content', { path: `${path}.content`, value: content })
  }
}

function checkPart(part: unknown, path: string, find: Find): void {
  if (!isObject(part)) return find('content_part', { path, value: part })
  const { type } = part
  if (type === 'text') {
    if (typeof part['text'] === 'string') checkText(part['text'], `${path}.text`, find)
    else find('content_part', { path: `${path}.text`, value: part['text'] })
  } else if (type === 'image_url') {
    checkImage(part['image_url'], `${path}.image_url`, find)
  } else if (typeof type !== 'string' || !OTHER_PARTS.has(type)) {
    find('content_part', { path: `${path}.type`, value: type })
  }
}

function checkImage(image: unknown, path: string, find: Find): void {
  const url = isObject(image) ? image['url'] : undefined
  if (typeof url !== 'string') return find('content_part', { path: `${path}.url`, value: url })
  const isFetched = url.startsWith('https://') && url.length > 'https://'.length
  // Only the start is looked at: the picture itself may have megabytes.
  const isHeld = /^data:image\/[\w.+-]+;base64,./.test(url.slice(0, 64))
  if (!isFetched && !isHeld) find('image_address', { path: `${path}.url`, value: url })
}

function checkText(text: string, path: string, find: Find): void {
  if (!text.isWellFormed()) find('half_character', { path, value: text.toWellFormed() })
}
