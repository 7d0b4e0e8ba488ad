import { Button } from '~/ui/button'

interface ChangeRowProps {
  onChoose: (type: 'model' | 'parameter' | 'sample') => void
}

/** Changes of all requests, whatever the check found. */
export function ChangeRow({ onChoose }: ChangeRowProps) {
  return (
    <div role="group" aria-labelledby="change-all" className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <h3 id="change-all" className="mr-1 font-semibold">
        Change all requests
      </h3>
      <Button size="sm" onClick={() => onChoose('model')}>
        Set the model
      </Button>
      <Button size="sm" onClick={() => onChoose('parameter')}>
        Set a parameter
      </Button>
      <Button size="sm" onClick={() => onChoose('sample')}>
        Keep a sample
      </Button>
    </div>
  )
}
