import type { ComponentProps } from 'react'

const KINDS = {
  primary: 'bg-primary text-on-primary border-transparent hover:opacity-90',
  plain: 'bg-surface text-ink border-line-strong hover:bg-raised',
  quiet: 'bg-transparent text-ink border-transparent hover:bg-raised',
  danger: 'bg-danger-fill text-white border-transparent hover:opacity-90',
} as const

const SIZES = {
  usual: 'min-h-9 px-3.5',
  small: 'min-h-8 px-2.5 text-[0.8125rem]',
  icon: 'min-h-9 min-w-9',
} as const

interface ButtonProps extends ComponentProps<'button'> {
  readonly kind?: keyof typeof KINDS
  /** All grow to 44 px where fingers point or the screen is small. */
  readonly size?: 'usual' | 'small' | 'icon'
}

/** A button. It is one only if it acts; what leads elsewhere is a link. */
export function Button({
  kind = 'plain',
  size = 'usual',
  className = '',
  type = 'button',
  ...rest
}: ButtonProps) {
  return (
    <button
      type={type}
      className={`inline-flex items-center justify-center gap-2 rounded-lg border font-medium whitespace-nowrap transition-colors disabled:cursor-not-allowed disabled:opacity-50 pointer-coarse:min-h-11 max-md:min-h-11 ${SIZES[size]} ${KINDS[kind]} ${className}`}
      {...rest}
    />
  )
}
