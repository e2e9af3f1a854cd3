import type { Construct } from 'constructs'

/**
 * An id that its scope has not used yet. Constructs of one id would throw; two objects of one name are a finding, which is
 * made when all are known.
 */
export function freshId(scope: Construct, wanted: string): string {
  let id = wanted
  for (let count = 2; scope.node.tryFindChild(id) !== undefined; count += 1) id = `${wanted} ${count}`
  return id
}
