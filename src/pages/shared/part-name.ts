import type { JobPart } from '~/domain/jobs/job-metadata'

/** What a part of a job is called: "Part 2 of 3", "Trial", "Remaining rows". */
export function partName({ role, part, parts }: JobPart): string {
  switch (role) {
    case 'trial':
      return 'Trial'
    case 'rest':
      // The trial is the first part; the person counts the others.
      return parts > 2 ? `Remaining rows, part ${part - 1} of ${parts - 1}` : 'Remaining rows'
    case 'part':
      return `Part ${part} of ${parts}`
  }
}
