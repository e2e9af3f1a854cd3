/** What the pods of a scheduled job carry. */
export function jobLabels(job: string): Record<string, string> {
  return { app: job }
}

/** As a selector of kubectl. */
export function selectorText(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',')
}
