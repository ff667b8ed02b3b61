const THEMES = ['system', 'light', 'dark'] as const

function remember(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key)
    else localStorage.setItem(key, value)
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

/** Goes on to the next theme: system, light, dark. `public/theme.js` reads it before the first paint. */
export function switchTheme(): void {
  const { dataset } = document.documentElement
  const now = THEMES.findIndex((theme) => theme === (dataset['theme'] ?? 'system'))
  const next = THEMES[(now + 1) % THEMES.length]!
  if (next === 'system') delete dataset['theme']
  else dataset['theme'] = next
  remember('legwork.theme', next === 'system' ? null : next)
}

/** Blurs amounts, or shows them again. */
export function switchPrivacy(): void {
  const { dataset } = document.documentElement
  const hides = dataset['privacy'] !== 'on'
  if (hides) dataset['privacy'] = 'on'
  else delete dataset['privacy']
  remember('legwork.privacy', hides ? 'on' : null)
}
