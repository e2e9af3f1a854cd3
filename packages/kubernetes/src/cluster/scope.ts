import type { Construct } from 'constructs'

/**
 * An id that its scope has not used yet. Constructs of one id would throw; two objects of one name are a finding, which is
 * made when all are known, and so is one without a name.
 */
export function freshId(scope: Construct, wanted: string): string {
  const some = wanted === '' ? '-' : wanted
  let id = some
  for (let count = 2; scope.node.tryFindChild(id) !== undefined; count += 1) id = `${some} ${count}`
  return id
}
