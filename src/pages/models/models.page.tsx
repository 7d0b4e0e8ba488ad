import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import * as z from 'zod/mini'
import { currentConnection, useConnection } from '~/api/connection-store'
import { modelsQuery } from '~/api/models'
import { usePriceBook } from '~/api/own-prices'
import { goOn, queryClient } from '~/api/query-client'
import { PRICES_AS_OF } from '~/domain/prices'
import { formatQuantity } from '~/lib/format'
import { useUrlState } from '~/lib/url-state'
import { useSettledText } from '~/lib/use-settled-text'
import { useAnnounce } from '~/ui/announcer'
import { Button } from '~/ui/button'
import { SearchField, SelectField } from '~/ui/field'
import { EmptyState, Notice } from '~/ui/notice'
import { PageHeader } from '~/ui/page-header'
import { QueryTrouble } from '../shared/query-trouble'
import { Calculator } from './calculator'
import { inModelOrder, MODEL_ORDERS, modelRows } from './model-rows'
import { ModelTable } from './model-table'
import { PriceDialog } from './price-dialog'

const Url = z.object({
  search: z.catch(z.string(), ''),
  sort: z.catch(z.enum(MODEL_ORDERS), 'name'),
  rows: z.catch(z.string().check(z.regex(/^\d{1,9}$/)), '10000'),
  input: z.catch(z.string().check(z.regex(/^\d{1,6}$/)), '500'),
  output: z.catch(z.string().check(z.regex(/^\d{1,6}$/)), '200'),
  /** The model whose price is being entered; empty for none. */
  price: z.catch(z.string(), ''),
})

const ORDER_OPTIONS = [
  { value: 'name', label: 'By name' },
  { value: '24h', label: 'Cheapest within 24 hours' },
  { value: '1h', label: 'Cheapest within 1 hour' },
  { value: 'realtime', label: 'Cheapest in realtime' },
] as const

function loader() {
  goOn(queryClient.query(modelsQuery(currentConnection())))
  return null
}

function ModelsPage() {
  const query = useQuery(modelsQuery(useConnection()))
  const book = usePriceBook()
  const announce = useAnnounce()
  const [url, changeUrl] = useUrlState(Url)
  const [search, typeSearch] = useSettledText(url.search, (text) =>
    changeUrl({ search: text }, { replace: true }),
  )
  const [storageRefused, setStorageRefused] = useState(false)

  const all = modelRows(query.data?.map(({ id }) => id) ?? null, book, {
    rows: Number(url.rows),
    inputTokens: Number(url.input),
    outputTokens: Number(url.output),
  })
  const words = url.search.toLowerCase().split(/\s+/)
  const fitting = all.filter(({ id }) => words.every((word) => id.toLowerCase().includes(word)))
  const shown = inModelOrder(fitting, url.sort)
  return (
    <>
      <title>Models · Batch Console</title>
      <div className="grid gap-6">
        <PageHeader
          title="Models"
          subtitle={
            query.data
              ? `${formatQuantity(query.data.length, 'model')} for your key`
              : 'Models and their prices'
          }
        />
        <QueryTrouble query={query} what="the models of your key" />
        <Calculator values={url} onChange={(values) => changeUrl(values, { replace: true })} />
        <div className="flex flex-wrap items-center gap-3">
          <SearchField
            label="Search models"
            placeholder="Name"
            shortcutHint="/"
            value={search}
            onValueChange={typeSearch}
            className="grow basis-56 sm:max-w-72"
          />
          <SelectField
            label="Order"
            labelHidden
            options={ORDER_OPTIONS}
            value={url.sort}
            onChange={({ target }) => changeUrl({ sort: z.parse(Url.shape.sort, target.value) })}
          />
        </div>
        {storageRefused ? (
          <Notice tone="warning" title="Your price lasts until this page is closed" live="polite">
            The browser does not let the console store anything.
          </Notice>
        ) : null}
        {shown.length > 0 ? (
          <div className="grid gap-3">
            <p className="text-sm text-ink-muted">
              In bold what {formatQuantity(Number(url.rows), 'row')} would cost in all; below it the price of
              1M tokens.
            </p>
            <ModelTable rows={shown} onEdit={({ id }) => changeUrl({ price: id }, { replace: true })} />
          </div>
        ) : (
          <EmptyState
            title="No model fits"
            actions={<Button onClick={() => changeUrl({ search: '' })}>Show all</Button>}
          >
            Try another part of its name.
          </EmptyState>
        )}
        <p className="max-w-prose text-sm text-pretty text-ink-muted">
          In bold what {formatQuantity(Number(url.rows), 'row')} of that size would cost; below it the price
          of 1M tokens. List prices in US dollars, as of {PRICES_AS_OF}. They are a snapshot that came with
          this console: what your provider bills is what counts. Failed and cancelled rows are not charged.
        </p>
      </div>
      {url.price ? (
        <PriceDialog
          key={url.price}
          model={url.price}
          onClose={() => changeUrl({ price: '' }, { replace: true })}
          onSaved={(kept) => {
            setStorageRefused(!kept)
            announce('Prices saved')
          }}
        />
      ) : null}
    </>
  )
}

export default { loader, Component: ModelsPage }
