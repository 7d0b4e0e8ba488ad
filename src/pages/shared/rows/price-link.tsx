import { Link } from 'react-router'
import { paths } from '~/lib/paths'

/** Leads to where a price of one model is entered. */
export function PriceLink({ model }: { model: string }) {
  const query = new URLSearchParams({ search: model, price: model })
  return (
    <Link to={`${paths.models()}?${query}`} className="text-accent underline underline-offset-4">
      Enter a price
    </Link>
  )
}
