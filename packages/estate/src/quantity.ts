/**
 * A Kubernetes quantity above zero: `10Gi`, `500m`, `0.5`, `1e3`.
 * Grammar: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
const grammar = /^\+?(\d+(\.\d*)?|\.\d+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$/

export function isQuantity(text: string): boolean {
  return grammar.test(text) && /[1-9]/.test(text.replace(/[eE][+-]?\d+$/, ''))
}
