import type { ComponentProps } from 'react'

const KINDS = {
  primary: 'bg-primary text-on-primary border-transparent hover:opacity-90',
  plain: 'bg-surface text-ink border-line-strong hover:bg-raised',
  quiet: 'bg-transparent text-ink border-transparent hover:bg-raised',
  danger: 'bg-danger-fill text-white border-transparent hover:opacity-90',
} as const

interface ButtonProps extends ComponentProps<'button'> {
  readonly kind?: keyof typeof KINDS
  /** `small` is for rows of a table with a fine pointer; it grows to 44 px where fingers point. */
  readonly size?: 'usual' | 'small'
}

/** A button. It is one only if it acts; what leads elsewhere is a link. */
export function Button({
  kind = 'plain',
  size = 'usual',
  className = '',
  type = 'button',
  ...rest
}: ButtonProps) {
  const height =
    size === 'small' ? 'min-h-8 pointer-coarse:min-h-11 px-2.5 text-[0.8125rem]' : 'min-h-11 px-4'
  return (
    <button
      type={type}
      className={`inline-flex items-center justify-center gap-2 rounded-lg border font-medium whitespace-nowrap transition-colors disabled:cursor-not-allowed disabled:opacity-50 ${height} ${KINDS[kind]} ${className}`}
      {...rest}
    />
  )
}
