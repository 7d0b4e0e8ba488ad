/** The look of the link or button that opens a line: it covers its whole row. */
export const OPENER_CLASS =
  'text-ink-muted no-underline outline-none group-hover/row:text-accent after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent'
