// Runs before the first paint, so that the chosen theme never flashes. It is a file and not inline, because the content
// security policy allows no inline scripts.
try {
  const theme = localStorage.getItem('legwork.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
  const colours = localStorage.getItem('legwork.colours')
  if (colours === 'classic' || colours === 'red-up') document.documentElement.dataset.colours = colours
  if (localStorage.getItem('legwork.privacy') === 'on') document.documentElement.dataset.privacy = 'on'
} catch {
  // Without storage the system's theme holds.
}
