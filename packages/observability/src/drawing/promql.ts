/** Expressions that several dashboards and alert rules write the same way. */

/** Growth of a counter a second over five minutes, summed; `by` keeps labels apart. */
export function summedRate(counter: string, ...by: readonly string[]): string {
  const grouping = by.length === 0 ? '' : ` by (${by.join(', ')}) `
  return `sum${grouping}(rate(${counter}[5m]))`
}

/** A quantile from a histogram's buckets over five minutes. @param buckets the selected `_bucket` series */
export function quantile(share: number, buckets: string): string {
  return `histogram_quantile(${share}, ${summedRate(buckets, 'le')})`
}
