import type { BrokerControl, BrokerTarget } from './broker-target.ts'

/** One thing that every broker must do behind the ports. Numbers are never used twice. */
export interface BrokerCase {
  /** `B-014` is taken by the incidents, so `P-014`, of the ports. */
  readonly id: string
  readonly title: string
  /** Skipped at a broker whose market the test does not move. */
  readonly needsControl: boolean
  readonly run: (target: BrokerTarget) => Promise<void>
}

/** A case; number 14 is `P-014`. */
export function brokerCase(number: number, title: string, run: BrokerCase['run']): BrokerCase {
  return { id: `P-${String(number).padStart(3, '0')}`, title, needsControl: false, run }
}

/** A case that moves the market. */
export function movedCase(
  number: number,
  title: string,
  run: (target: BrokerTarget, control: BrokerControl) => Promise<void>,
): BrokerCase {
  const moved = (target: BrokerTarget): Promise<void> => {
    if (target.control === undefined) throw new Error('this case needs a market that the test moves')
    return run(target, target.control)
  }
  return { ...brokerCase(number, title, moved), needsControl: true }
}
