import { useMemo } from 'react'
import type { Tool } from '~/domain/results/request'
import { oneLine } from '~/domain/results/one-line'
import { type SchemaField, schemaOutline } from '~/domain/results/schema-outline'
import { JsonText } from './json-text'
import { LongText } from './long-text'
import { VisibleText } from './visible-text'

/** The tools that a model may call: what each is for and what it takes. */
export function ToolList({ tools }: { tools: readonly Tool[] }) {
  return (
    <ul className="grid gap-4">
      {tools.map((tool, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- names may repeat, places do not
        <li key={index} className="grid min-w-0 gap-1.5 border-l-2 border-line-strong pl-3">
          <p className="font-mono text-xs leading-5 font-semibold wrap-anywhere">
            <VisibleText text={oneLine(tool.name, 200)} />
          </p>
          {tool.description === null ? null : <LongText text={tool.description} />}
          {tool.parameters === null ? null : (
            <SchemaFields schema={tool.parameters} ifEmpty="It takes no parameters." />
          )}
          <AsJson json={tool.json} />
        </li>
      ))}
    </ul>
  )
}

/** The form that an answer must have. @param schema as JSON */
export function AnswerShape({ schema }: { schema: string }) {
  return (
    <div className="grid gap-1.5 border-l-2 border-line-strong pl-3">
      <SchemaFields schema={schema} ifEmpty="An object; the schema names no fields." />
      <AsJson json={schema} />
    </div>
  )
}

function AsJson({ json }: { json: string }) {
  return (
    <details className="text-sm">
      <summary className="w-fit text-ink-muted">As JSON</summary>
      <JsonText json={json} />
    </details>
  )
}

function SchemaFields({ schema, ifEmpty }: { schema: string; ifEmpty: string }) {
  const { type, fields, isCut } = useMemo(() => schemaOutline(schema), [schema])
  return (
    <>
      {type === null ? null : <p className="first-letter:uppercase">{type}</p>}
      {type === null && fields.length === 0 ? <p className="text-sm text-ink-muted">{ifEmpty}</p> : null}
      {fields.length > 0 ? (
        <ul className="grid gap-1.5">
          {fields.map((field, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- a name may occur at several depths
            <li key={index} className={INDENTS[field.depth] ?? 'pl-12'}>
              <Field field={field} />
            </li>
          ))}
        </ul>
      ) : null}
      {isCut ? <p className="text-sm text-ink-muted">and more fields; see the JSON.</p> : null}
    </>
  )
}

const INDENTS = ['', 'pl-4', 'pl-8', 'pl-12']

function Field({ field: { name, type, isRequired, description } }: { field: SchemaField }) {
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-2 text-sm wrap-anywhere">
        <bdi className="font-mono text-xs font-medium">
          <VisibleText text={oneLine(name, 120)} />
        </bdi>
        <span className="text-ink-muted">
          <VisibleText text={type} />
          {isRequired ? null : ' · optional'}
        </span>
      </p>
      {description === null ? null : (
        <p dir="auto" className="text-sm wrap-anywhere">
          <VisibleText text={oneLine(description, 2000)} />
        </p>
      )}
    </>
  )
}
