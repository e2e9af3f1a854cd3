/** Tags, grants and people of the tailnet. */
import { servedNames } from '@homelab/estate/model'
import { refusedMeanwhile } from '@homelab/tailnet/changes'
import { newTags } from '../../drafts/stacks.ts'
import { between, type OrderRule } from '../edges.ts'
import { comingFlows, goingFlows } from '../flows.ts'

export const tags: OrderRule = {
  name: 'tag-before-carrier',
  edges: drafted => {
    const { stage, applies, drafts } = drafted
    const policy = drafts.filter(({ unit, stage: at }) => unit === 'tailnet' && at === 'apply')
    return newTags(drafted).flatMap(({ cluster, tag, services }) => {
      const allow = stage('allow').filter(({ id }) => id === `cluster/${cluster}/operator#allow`)
      const carriers = services.flatMap(applies)
      return [
        ...between(
          policy,
          allow,
          `a client can be given ${tag} once the policy has it, and says that the operator owns it`,
        ),
        ...between(allow, carriers, `its endpoint carries ${tag}, which the operator could not give before`),
        ...between(policy, carriers, `its endpoint carries ${tag}: its owners and grants are there before`),
      ]
    })
  },
}

export const policy: OrderRule = {
  name: 'grant-before-flow',
  edges: drafted => {
    const { drafts, applies } = drafted
    const opens = drafts.filter(
      ({ unit, id, stage }) => (unit === 'tailnet' && stage === 'apply') || id.endsWith('#tag'),
    )
    const overTailnet = comingFlows(drafted).filter(({ address }) => address.via === 'tailnet' || address.via === 'ops')
    return overTailnet.flatMap(({ from, to }) => between(opens, applies(from), `the policy lets it reach ${to}`))
  },
}

/** A host that serves a name which the tailnet does not know, or which nobody approved, serves nobody. */
export const served: OrderRule = {
  name: 'served-name-before-host',
  edges: drafted => {
    const { drafts, applies, before, after } = drafted
    const knows = drafts.filter(({ unit, stage }) => unit === 'tailnet' && stage === 'apply')
    const known = new Set(servedNames(before).map(({ name, host }) => `${name} ${host.name}`))
    return servedNames(after)
      .filter(({ name, host }) => !known.has(`${name} ${host.name}`))
      .flatMap(({ name, service, host }) =>
        between(knows, applies(service), `the tailnet knows ${name} then, and lets ${host.name} serve it`),
      )
  },
}

const spared =
  'to spare these interruptions, leave what it takes away in this change, and take it away in one of its own afterwards'

/** Who uses what the policy takes away goes another way first, where that can be. */
export const closing: OrderRule = {
  name: 'flow-before-grant-goes',
  edges: drafted => {
    const { drafts, applies, before, after } = drafted
    const closes = drafts.filter(({ unit, stage }) => unit === 'tailnet' && stage === 'apply')
    if (closes.length === 0) return []
    const going = new Set(goingFlows(drafted).map(({ from, to }) => `${from}\t${to}`))
    return refusedMeanwhile(before, after).flatMap(({ consumer, provider, why }) => {
      const ends = going.has(`${consumer}\t${provider}`)
        ? [...applies(consumer), ...drafted.ends(consumer)]
        : applies(provider)
      const otherwise = { who: [consumer], what: `${consumer} does not reach ${provider} (${why})`, spared }
      return between(ends.slice(0, 1), closes, `${consumer} reaches ${provider} another way from then on`, otherwise)
    })
  },
}

export const invited: OrderRule = {
  name: 'policy-before-person',
  edges: ({ stage, drafts }) =>
    between(
      drafts.filter(({ unit, stage: at }) => unit === 'tailnet' && at === 'apply'),
      stage('invite'),
      'what they may reach is said before they come',
    ),
}
