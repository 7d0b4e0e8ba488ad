// All that runs persons' expressions. Few searches have one: it is loaded with the first.
export { excerpts } from './excerpts.ts'
export { match } from './match.ts'
