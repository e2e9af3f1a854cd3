/** Whether a time zone has this name, by any of its names, of which one is the first: `Etc/UTC`, `US/Pacific`. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
