/** What the operator of databases says where it can't make one as it was stated. */

export interface DatabaseError {
  readonly namespace: string
  readonly name: string
  /** Its words. */
  readonly why: string
}

/** Somebody wrote the object in between: it tries again, and that tells nothing. */
const passing = /the object has been modified|Operation cannot be fulfilled|already exists/

/**
 * Each once. The format is that of controller-runtime with JSON:
 * https://github.com/kubernetes-sigs/controller-runtime/blob/main/pkg/internal/controller/controller.go
 *
 * @param log lines of JSON, among others
 */
export function databaseErrors(log: string): readonly DatabaseError[] {
  const all = log.split('\n').flatMap((line): DatabaseError[] => {
    if (!line.startsWith('{') || !line.includes('"Reconciler error"')) return []
    const { controllerKind, namespace, name, error = '' } = fieldsOf(line)
    if (controllerKind !== 'Cluster' || namespace === undefined || name === undefined || passing.test(error)) return []
    return [{ namespace, name, why: error }]
  })
  return [...new Map(all.map(each => [JSON.stringify(each), each])).values()]
}

/** None of a line that is not written to its end. */
function fieldsOf(line: string): Readonly<Record<string, string | undefined>> {
  try {
    return JSON.parse(line) as Record<string, string>
  } catch {
    return {}
  }
}
