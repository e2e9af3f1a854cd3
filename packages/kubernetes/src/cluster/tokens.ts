import { type Finding, known, type ResolvedService } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'

/** Whoever asks the cluster's API has a token with rights and says so; and whoever says so, or has a token, asks it. */
export function checkTokens(services: readonly ResolvedService[]): Finding[] {
  return services.flatMap(({ name: subject, file, runs }) => {
    const { identities, reaches } = runs
    if (runs.pods === 'unknown' || reaches === 'unknown') return []
    const asks = reaches.some(({ to }) => to === 'kubernetes-api')
    // The account of that name is everybody's who says none.
    const pods = runs.pods.filter(({ token }) => token !== 'unknown' && token !== 'default')
    const tokens = pods.flatMap(({ token }) => (token === 'none' || token === 'unknown' ? [] : [token]))
    const found = (problem: string, fix: string, got?: string): Finding => ({
      code: 'unprovided-reference',
      where: { subject, path: 'workload.serviceAccount', file },
      problem,
      ...present({ got }),
      fix,
    })
    const helpless = known(identities).filter(
      ({ name, kind, rights }) =>
        kind === 'service-account' && tokens.includes(name) && rights !== 'unknown' && rights.length === 0,
    )
    return [
      ...(asks && tokens.length === 0 && pods.length === runs.pods.length && pods.length > 0
        ? [
            found(
              'it asks the cluster’s API, and its pods have no token to ask with',
              'give the pods the token of an account',
            ),
          ]
        : []),
      ...(!asks && tokens.length > 0
        ? [
            found(
              'its pods get a token, and nothing says that they ask the cluster’s API',
              'say why in `reaches` (`reachesApi`), or give no token',
              tokens.join(', '),
            ),
          ]
        : []),
      ...(asks ? helpless : []).map(({ name }) =>
        found('the token of its pods allows nothing', 'bind the account to a role with rules', name),
      ),
    ]
  })
}
