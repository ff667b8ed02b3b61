import { KeyRound } from 'lucide-react'
import { Button } from '../ui/button.tsx'

interface SignInProps {
  /** What went wrong last time, without telling which part of it. */
  readonly trouble: string | null
}

/** The door. Password managers and pasting are welcome. */
export function SignIn({ trouble }: SignInProps) {
  return (
    <form className="mx-auto w-full max-w-sm" onSubmit={(event) => event.preventDefault()}>
      <h1 className="text-xl font-semibold">Sign in to Legwork</h1>
      {trouble === null ? null : (
        <p role="alert" className="mt-3 rounded-lg border border-danger-line bg-danger-wash p-3">
          {trouble}
        </p>
      )}
      <label className="mt-4 block font-medium">
        Email
        <input type="email" autoComplete="username webauthn" className="field mt-1 font-normal" required />
      </label>
      <label className="mt-3 block font-medium">
        Password
        <input type="password" autoComplete="current-password" className="field mt-1 font-normal" required />
      </label>
      <Button type="submit" kind="primary" className="mt-5 w-full">
        Sign in
      </Button>
      <Button className="mt-2 w-full">
        <KeyRound aria-hidden="true" className="size-4" /> Use a passkey
      </Button>
    </form>
  )
}
