import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'

interface ReadFaultProps {
  readonly message: string
  readonly requestId: string | null
  readonly onRetry: () => void
}

/** A read that failed: what happened, whether money was touched, and what to do. */
export function ReadFault({ message, requestId, onRetry }: ReadFaultProps) {
  return (
    <Notice
      tone="danger"
      level={2}
      title="Could not read this"
      actions={<Button onClick={onRetry}>Try again</Button>}
    >
      {message}
      {requestId === null ? null : (
        <span className="block text-xs text-muted">
          Request <code className="font-mono">{requestId}</code>
        </span>
      )}
    </Notice>
  )
}
