import { DropdownMenu } from 'radix-ui'
import type { ReactNode } from 'react'

interface MenuProps {
  readonly trigger: ReactNode
  readonly children: ReactNode
  readonly defaultOpen?: boolean
}

/** A menu that opens from its trigger, which is one element. */
export function Menu({ trigger, children, defaultOpen = false }: MenuProps) {
  return (
    <DropdownMenu.Root defaultOpen={defaultOpen} modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Content
        align="end"
        sideOffset={6}
        collisionPadding={8}
        className="z-40 w-80 max-w-[calc(100vw-1rem)] rounded-xl border border-line bg-surface p-1.5 shadow-xl"
      >
        {children}
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  )
}

interface MenuItemProps {
  readonly title: string
  readonly children?: ReactNode
  readonly grave?: boolean
  readonly onSelect?: () => void
}

/** An entry of a menu: what it does, and what follows from it. */
export function MenuItem({ title, children, grave = false, onSelect }: MenuItemProps) {
  return (
    <DropdownMenu.Item
      {...(onSelect === undefined ? {} : { onSelect })}
      className="flex min-h-11 flex-col justify-center rounded-lg px-3 py-2 outline-none data-highlighted:bg-raised"
    >
      <span className={`font-medium ${grave ? 'text-danger' : ''}`}>{title}</span>
      {children === undefined ? null : <span className="text-xs text-muted">{children}</span>}
    </DropdownMenu.Item>
  )
}

interface MenuCheckProps {
  readonly checked: boolean
  readonly onCheckedChange: (checked: boolean) => void
  readonly children: ReactNode
}

/** An entry that is on or off; the menu stays open. */
export function MenuCheck({ checked, onCheckedChange, children }: MenuCheckProps) {
  return (
    <DropdownMenu.CheckboxItem
      checked={checked}
      onCheckedChange={onCheckedChange}
      onSelect={(event) => event.preventDefault()}
      className="flex min-h-9 items-center gap-3 rounded-lg px-3 outline-none data-highlighted:bg-raised pointer-coarse:min-h-11"
    >
      <span
        aria-hidden="true"
        className="grid size-4 place-items-center rounded border border-line-strong text-[0.7rem]"
      >
        <DropdownMenu.ItemIndicator>✓</DropdownMenu.ItemIndicator>
      </span>
      {children}
    </DropdownMenu.CheckboxItem>
  )
}
