import type { Change, ChangeValue } from '@homelab/estate/model'

/** A change as one line: `SUBJECT KIND PATH: BEFORE → AFTER`. */
export function changeText(
  { subject, kind, path, before, after }: Pick<Change, 'subject' | 'kind' | 'path' | 'before' | 'after'>,
  width = Number.POSITIVE_INFINITY,
): string {
  const where = path === undefined ? '' : ` ${path}`
  return `${subject} ${kind}${where}${valuesText(before, after, width)}`
}

/** `: BEFORE → AFTER`; nothing where there is neither. */
function valuesText(before: ChangeValue | undefined, after: ChangeValue | undefined, width: number): string {
  if (before === undefined && after === undefined) return ''
  const [old, now] = [before, after].map(value => (value === undefined ? '' : cut(valueText(value), width)))
  return `: ${[old, '→', now].filter(text => text !== '').join(' ')}`
}

function valueText(value: ChangeValue): string {
  return typeof value === 'string' ? value.replaceAll('\n', '⏎') : JSON.stringify(value)
}

function cut(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, Math.max(width - 1, 1))}…` : text
}
