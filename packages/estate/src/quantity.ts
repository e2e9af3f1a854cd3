/**
 * A Kubernetes quantity above zero: `10Gi`, `500m`, `0.5`, `1e3`.
 * Grammar: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
const grammar = /^\+?(\d+(\.\d*)?|\.\d+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$/

export function isQuantity(text: string): boolean {
  return grammar.test(text) && /[1-9]/.test(text.replace(/[eE][+-]?\d+$/, ''))
}

/** What a quantity amounts to: `1Ki` is 1024. Not a number when the text is no quantity. */
export function quantityValue(text: string): number {
  const [, digits, , suffix = ''] = grammar.exec(text) ?? []
  if (/^[eE][+-]?\d/.test(suffix)) return Number(`${digits}${suffix}`)
  const binary = 'KMGTPE'.indexOf(suffix.charAt(0))
  if (suffix.endsWith('i')) return Number(digits) * 2 ** (10 * (binary + 1))
  const decimal = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'].indexOf(suffix)
  return Number(digits) * 10 ** (3 * (decimal - 3))
}

/** What is wrong with an amount of memory or storage, a clause: without a unit it is bytes, and `m` are thousandths of one. */
export function bytesProblem(text: string): string | undefined {
  if (!isQuantity(text)) return 'this is no quantity above zero'
  return quantityValue(text) < 2 ** 20 ? 'these are bytes, and fewer than a mebibyte' : undefined
}

/** More than a machine has: a number without `m` is so many processors. */
const processors = 128

/** What is wrong with an amount of processors, a clause. */
export function coresProblem(text: string): string | undefined {
  if (!isQuantity(text)) return 'this is no quantity above zero'
  return quantityValue(text) > processors ? 'these are whole processors, and more than a machine has' : undefined
}
