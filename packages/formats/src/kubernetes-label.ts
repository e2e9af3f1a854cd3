const word = '[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?'
const key = new RegExp(`^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?${word}$`)
const value = new RegExp(`^(${word})?$`)

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set */
export function isLabelKey(text: string): boolean {
  return key.test(text)
}

export function isLabelValue(text: string): boolean {
  return value.test(text)
}
