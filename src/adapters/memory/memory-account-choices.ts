import type { AccountChoice, AccountChoiceStore } from '../../ports/store/account-choice-store.ts'
import { byText } from './compare.ts'
import type { MemorySession } from './memory-session.ts'
import { MemoryIndex, MemoryTable } from './memory-table.ts'

/** What a user has decided about their accounts. */
export function memoryAccountChoices(session: MemorySession): AccountChoiceStore {
  const all = new MemoryIndex<AccountChoice>(
    () => '',
    byText(({ account }) => account),
  )
  const choices = new MemoryTable('account_choices', session.journal, [all])
  return {
    async accountChoices() {
      return choices.rows(all, '').all()
    },
    async accountChoice(account) {
      return choices.get(account) ?? null
    },
    async putAccountChoice(choice) {
      choices.put(choice.account, choice)
    },
  }
}
