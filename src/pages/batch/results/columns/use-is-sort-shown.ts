import { type AnswerShape, rowColumns } from '~/domain/results/row-columns'
import { useColumnChoice } from './column-choice'
import { sortOf } from './column-facts'

/**
 * Whether one of the columns shown is the one that rows are sorted by.
 * @param shape `null` while it is not known: no column is shown yet
 */
export function useIsSortShown(shape: AnswerShape | null, sort: string): boolean {
  const choice = useColumnChoice()
  if (shape === null) return true
  return rowColumns(shape, choice).some(({ key, isShown }) => isShown && sortOf(key) === sort)
}
