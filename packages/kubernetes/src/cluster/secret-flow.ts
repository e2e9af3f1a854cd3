import { type DeliveredSecret, type Finding, known, type ResolvedService, type SecretRead } from '@homelab/estate/model'

/** The keys of a Secret; `any` where its maker alone knows them. */
type Keys = ReadonlySet<string> | 'any'

/**
 * Every Secret that a pod or operator reads is delivered: by an ExternalSecret, by the operator that makes it, or by a named
 * step by hand; and has the key that is read.
 *
 * @param reported `NAMESPACE/NAME` of Secrets for which another finding says why they are not there
 */
export function checkSecretFlow(services: readonly ResolvedService[], reported: ReadonlySet<string>): Finding[] {
  const delivered = new Map(services.flatMap(({ runs }) => known(runs.delivered).flatMap(keysOf)))
  const found = services.flatMap(service =>
    known(service.runs.reads).flatMap(read => {
      const id = `${read.namespace}/${read.name}`
      if (read.optional || read.namespace === 'unknown' || reported.has(id)) return []
      const problem = problemOf(read, delivered.get(id))
      return problem === undefined ? [] : [finding(service, read, problem)]
    }),
  )
  // The first reader of a Secret speaks for the others.
  return [...new Map(found.toReversed().map(each => [JSON.stringify(each.where), each])).values()].toReversed()
}

function problemOf({ by, key }: SecretRead, keys: Keys | undefined): string | undefined {
  if (keys === undefined) return `${by} reads a Secret that nothing delivers`
  if (keys === 'any' || key === undefined || keys.has(key)) return undefined
  return `${by} reads a key that the Secret does not have`
}

function finding(
  { name: subject, file }: ResolvedService,
  { name, namespace, key }: SecretRead,
  problem: string,
): Finding {
  return {
    code: 'unreadable-secret',
    where: { subject, path: `secrets.${name}`, file },
    problem,
    got: `${namespace}/${name}${key === undefined ? '' : ` ${key}`}`,
    fix: 'deliver it with an externalSecret, or name the bootstrapStep that makes it',
  }
}

function keysOf(secret: DeliveredSecret): readonly (readonly [string, Keys])[] {
  switch (secret.to) {
    case 'host':
      return []
    case 'secret':
      return [[`${secret.namespace}/${secret.name}`, new Set(Object.keys(secret.keys))]]
    case 'made-secret':
      return [[`${secret.namespace}/${secret.name}`, secret.keys === 'unknown' ? 'any' : new Set(secret.keys)]]
  }
}
