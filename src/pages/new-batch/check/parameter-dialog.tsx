import { useState } from 'react'
import { COMMON_PARAMETERS, readParameter } from '~/domain/intake/fixes/parameter-input'
import { SegmentedControl } from '~/ui/choice'
import { TextField } from '~/ui/field'
import { ChangeDialog } from './change-dialog'
import type { CheckedIntake } from './use-intake'

/** Sets or removes a parameter of every request. */
export function ParameterDialog({ intake, onClose }: { intake: CheckedIntake; onClose: () => void }) {
  const [deed, setDeed] = useState<'set' | 'remove'>('set')
  const [name, setName] = useState('temperature')
  const [text, setText] = useState('')
  const value = readParameter(name, text)
  const isNamed = name !== ''
  const json = deed === 'remove' ? null : value.json
  const isComplete = isNamed && (deed === 'remove' || value.json !== null)
  return (
    <ChangeDialog
      title="Set a parameter of all requests"
      sentence={
        deed === 'set'
          ? 'Every request gets this parameter, whatever it had before.'
          : 'No request has this parameter afterwards; the model uses its own default.'
      }
      changes={isComplete ? [{ type: 'set_parameter', name, json }] : null}
      incomplete={isNamed ? 'Enter a value first.' : 'Enter the name of a parameter first.'}
      intake={intake}
      onClose={onClose}
    >
      <SegmentedControl
        label="What to do"
        value={deed}
        options={[
          { value: 'set', label: 'Set' },
          { value: 'remove', label: 'Remove' },
        ]}
        onValueChange={setDeed}
      />
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <TextField
          label="Parameter"
          value={name}
          list="common-parameters"
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => setName(target.value.trim())}
        />
        <datalist id="common-parameters">
          {COMMON_PARAMETERS.map((common) => (
            // oxlint-disable-next-line jsx-a11y/control-has-associated-label -- its value is its name
            <option key={common} value={common} />
          ))}
        </datalist>
        {deed === 'set' ? (
          <TextField
            label="Value"
            hint="A number, a word, or JSON."
            error={text === '' ? undefined : value.error}
            value={text}
            autoComplete="off"
            spellCheck={false}
            onChange={({ target }) => setText(target.value)}
          />
        ) : null}
      </div>
    </ChangeDialog>
  )
}
