interface SkeletonProps {
  readonly rows: number
  /** What is being read. */
  readonly label: string
}

/** The place of rows that are being read, of the same height, so that nothing jumps. */
export function Skeleton({ rows, label }: SkeletonProps) {
  return (
    <div role="status" className="overflow-hidden rounded-xl border border-line bg-surface">
      <span className="sr-only">{label}</span>
      {Array.from({ length: rows }, (_, i) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike.
          key={i}
          aria-hidden="true"
          className="flex h-11 items-center gap-6 border-b border-line px-4 last:border-b-0"
        >
          <span className="h-3 w-40 animate-pulse rounded bg-raised" />
          <span className="h-3 flex-1 animate-pulse rounded bg-raised" />
          <span className="h-3 w-16 animate-pulse rounded bg-raised" />
        </div>
      ))}
    </div>
  )
}
