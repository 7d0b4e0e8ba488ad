import { useState } from 'react'
import type { Change } from '~/domain/intake/fixes/changes'
import type { FixOffer } from '~/domain/intake/fixes/fix-table'
import { changeOf, defaultChanges } from '~/domain/intake/fixes/offers'
import type { ProblemGroup } from '~/domain/intake/problem-log'
import { PROBLEM_WORDS } from '~/domain/intake/problem-words'
import { ChangeDialog } from './change-dialog'
import { EndpointChoice, KeptEndpointChoice } from './endpoint-choice'
import { ModelChoice, usualModel } from './model-choice'
import { ParameterDialog } from './parameter-dialog'
import { SampleDialog } from './sample-dialog'
import type { CheckedIntake } from './use-intake'

/** A change that the person looks at before it is made. */
export type ChangeTask =
  { type: 'fix'; group: ProblemGroup; offer: FixOffer } | { type: 'all' | 'model' | 'parameter' | 'sample' }

interface TaskDialogProps {
  task: ChangeTask
  intake: CheckedIntake
  onClose: () => void
}

/** Shows what a change would do, asks for what has to be chosen, and makes it. */
export function TaskDialog({ task, intake, onClose }: TaskDialogProps) {
  switch (task.type) {
    case 'fix':
      return <FixDialog group={task.group} offer={task.offer} intake={intake} onClose={onClose} />
    case 'all':
      return (
        <ChangeDialog
          title="Fix what needs no question"
          sentence="Puts right what has only one sensible answer. Everything can be undone."
          changes={defaultChanges(intake.report.problems)}
          intake={intake}
          onClose={onClose}
        />
      )
    case 'model':
      return <SetModelDialog intake={intake} onClose={onClose} />
    case 'parameter':
      return <ParameterDialog intake={intake} onClose={onClose} />
    case 'sample':
      return <SampleDialog intake={intake} onClose={onClose} />
  }
}

interface FixDialogProps extends Omit<TaskDialogProps, 'task'> {
  group: ProblemGroup
  offer: FixOffer
}

function FixDialog({ group, offer, intake, onClose }: FixDialogProps) {
  const [value, setValue] = useState(() => firstValue(offer, intake))
  const isChosen = offer.needs === undefined || offer.isChoiceOptional || value !== ''
  const changes: Change[] | null = isChosen
    ? [changeOf(group.kind, offer, value === '' ? null : value)]
    : null
  return (
    <ChangeDialog
      title={`${PROBLEM_WORDS[group.kind].title}: ${offer.label.charAt(0).toLowerCase()}${offer.label.slice(1)}`}
      sentence={offer.sentence}
      changes={changes}
      incomplete="Choose a model first."
      expected={offer.fix === 'layout' || offer.fix === 'keep_endpoint' ? null : group.lines}
      intake={intake}
      onClose={onClose}
    >
      {offer.needs === 'model' ? (
        <ModelChoice value={value} models={intake.models} onValueChange={setValue} />
      ) : null}
      {offer.needs === 'endpoint' && offer.isChoiceOptional ? (
        <EndpointChoice value={value} onValueChange={setValue} />
      ) : null}
      {offer.needs === 'endpoint' && !offer.isChoiceOptional ? (
        <KeptEndpointChoice value={value} endpoints={intake.report.endpoints} onValueChange={setValue} />
      ) : null}
    </ChangeDialog>
  )
}

/** What is chosen before the person has chosen anything. */
function firstValue({ needs, isChoiceOptional }: FixOffer, intake: CheckedIntake): string {
  if (needs === 'model') return usualModel(intake)
  if (needs === 'endpoint' && !isChoiceOptional) return intake.report.endpoint ?? ''
  return ''
}

function SetModelDialog({ intake, onClose }: Omit<TaskDialogProps, 'task'>) {
  const [model, setModel] = useState(() => usualModel(intake))
  return (
    <ChangeDialog
      title="Set the model of all requests"
      sentence="Every request asks the same model."
      changes={model === '' ? null : [{ type: 'set_model', model }]}
      incomplete="Choose a model first."
      intake={intake}
      onClose={onClose}
    >
      <ModelChoice value={model} models={intake.models} onValueChange={setModel} />
    </ChangeDialog>
  )
}
