/** Names as DNS has them, in lower case. */

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names (RFC 1123) */
const label = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/

export function isDnsLabel(text: string): boolean {
  return label.test(text)
}

/** Labels with dots between them, at most 253 characters, no dot at the end. */
export function isDnsName(text: string): boolean {
  return text.length <= 253 && text.split('.').every(isDnsLabel)
}
