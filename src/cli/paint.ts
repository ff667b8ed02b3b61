/** What a stretch of text is, for the eye. Colour never carries anything that a sign or word does not. */
export type Ink = 'title' | 'faint' | 'profit' | 'loss' | 'mark' | 'warning'

// Blue and orange keep apart for colour-blind eyes, and both read on dark and on light grounds.
const CODES: Readonly<Record<Ink, string>> = {
  title: '1',
  faint: '2',
  profit: '38;5;33',
  loss: '38;5;208',
  mark: '1;7',
  warning: '38;5;208',
}

/** Colours text, or leaves it as it is. */
export type Paint = (ink: Ink | null, text: string) => string

/** The paint of a screen: escape sequences where it shows colour, plain text elsewhere. */
export function paintFor(colour: boolean): Paint {
  if (!colour) return (_, text) => text
  return (ink, text) => (ink === null || text === '' ? text : `\u001b[${CODES[ink]}m${text}\u001b[0m`)
}
