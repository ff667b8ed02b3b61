import { FirstRun } from '../pages/first-run.tsx'
import { SignIn } from '../pages/sign-in.tsx'
import { Frame, type Mockup } from './mockup.tsx'

const STEPS = [
  {
    title: 'Create your sign-in',
    about: 'The first person becomes the administrator.',
    action: 'Create',
    done: true,
  },
  {
    title: 'Choose where to trade',
    about: 'The built-in exchange, Tradier’s sandbox, or Tradier with real money.',
    action: 'Choose…',
    done: true,
  },
  {
    title: 'Look at the limits',
    about: 'At most 1 % of equity at risk a trade and 6 % in all, unless you change it.',
    action: 'Look at limits',
    done: false,
  },
  {
    title: 'Run the first scan',
    about: 'Looks for spreads in SPY and shows what each rule says. Nothing is ordered.',
    action: 'Scan',
    done: false,
  },
] as const

export const firstRun: Mockup = {
  name: '13-first-run',
  title: 'The first run',
  Page: () => (
    <Frame>
      <FirstRun steps={STEPS} />
    </Frame>
  ),
}

export const signIn: Mockup = {
  name: '13b-sign-in',
  title: 'Sign-in, after a wrong attempt',
  Page: () => (
    <main className="grid min-h-dvh place-items-center p-6">
      <SignIn trouble="Email and password do not fit. After 3 more attempts, sign-in rests for 15 minutes." />
    </main>
  ),
}
