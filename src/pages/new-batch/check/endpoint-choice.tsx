import { BATCH_ENDPOINTS } from '~/contract/request-line'
import type { NamedCount } from '~/domain/intake/name-tally'
import { formatQuantity } from '~/lib/format'
import { SelectField } from '~/ui/field'

interface EndpointChoiceProps {
  /** Empty: by what is in each body. */
  value: string
  onValueChange: (endpoint: string) => void
}

/** The endpoint that requests are to call. */
export function EndpointChoice({ value, onValueChange }: EndpointChoiceProps) {
  return (
    <SelectField
      label="Endpoint"
      value={value}
      options={[
        { value: '', label: 'As each request shows' },
        ...BATCH_ENDPOINTS.map((endpoint) => ({ value: endpoint, label: endpoint })),
      ]}
      onChange={({ target }) => onValueChange(target.value)}
    />
  )
}

/** The one endpoint whose requests stay. */
export function KeptEndpointChoice({
  value,
  endpoints,
  onValueChange,
}: EndpointChoiceProps & { endpoints: readonly NamedCount[] }) {
  return (
    <SelectField
      label="Endpoint to keep"
      value={value}
      options={endpoints.map(({ name, count }) => ({
        value: name,
        label: `${name} (${formatQuantity(count, 'request')})`,
      }))}
      onChange={({ target }) => onValueChange(target.value)}
    />
  )
}
