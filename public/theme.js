// Runs before the first paint, which a module script does not, so that a page in the chosen theme never
// flashes in the other one. The key and the shape are those of src/lib/settings.ts.
;(function markTheme() {
  try {
    const { theme } = JSON.parse(localStorage.getItem('batch-console.settings')) ?? {}
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
  } catch {
    // Storage is blocked or holds something else: the system's theme stands.
  }
})()
