import { Toaster as Sonner, toast } from 'sonner'

/** Where toasts appear. At most three at a time; those about errors stay until they are closed. */
export function Toaster() {
  return (
    <Sonner
      position="bottom-right"
      visibleToasts={3}
      closeButton
      gap={10}
      containerAriaLabel="Notifications"
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            'flex w-[22rem] max-w-[calc(100vw-2rem)] items-start gap-3 rounded-xl border border-line bg-surface p-4 pr-12 text-sm text-ink shadow-xl',
          title: 'font-semibold',
          description: 'text-muted mt-0.5',
          icon: 'mt-0.5 shrink-0',
          closeButton:
            'absolute top-2 right-2 grid size-8 pointer-coarse:size-11 place-items-center rounded-lg border border-line bg-surface',
        },
      }}
    />
  )
}

/** Another device changed the trade first: nothing went wrong, and the list is already the new one. */
export function tellSyncAlert(): void {
  toast.warning('Sync alert: this trade was updated on another device', {
    id: 'sync-alert',
    description: 'The list shows its present state. Nothing was sent from here.',
    duration: 8_000,
  })
}
