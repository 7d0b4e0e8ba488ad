/** The product's mark: rows of a ledger, one of them still running, over the double rule of a finished page. */
export function Mark({ className }: { className?: string | undefined }) {
  return (
    <svg aria-hidden viewBox="0 0 32 32" className={className}>
      <rect width="32" height="32" rx="6" className="fill-accent-solid" />
      <g className="fill-on-solid">
        <path d="M7 8h18v2.5H7zM7 13.5h18V16H7zM7 19h11v2.5H7zM7 24h18v1H7z" />
        <path d="M20 19h5v2.5h-5z" opacity="0.5" />
      </g>
    </svg>
  )
}
