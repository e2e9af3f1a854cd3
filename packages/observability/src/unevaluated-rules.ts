import type { Finding, Resolved, ResolvedService } from '@homelab/estate/model'
import { collectorsIn } from './observed/collectors.ts'
import { evaluations, rulesOf } from './slots/prometheus.ts'

/** Series about which nobody is told anything, since whoever has them evaluates no rules, while another one does of its own. */
export function unevaluatedRules(resolved: Resolved, service: ResolvedService): Finding[] {
  const { name: subject, file } = service
  const evaluating = evaluations(resolved).map(({ by }) => by.name)
  if (evaluating.length === 0 || evaluating.includes(subject) || !isPrometheus(resolved, service)) return []
  const about = [
    ...new Set(rulesOf(resolved, subject).flatMap(({ rules }) => rules.map(({ labels }) => labels.service))),
  ]
  if (about.length === 0) return []
  return [
    {
      code: 'unevaluated-rules',
      where: { subject, path: 'rules', file },
      problem: `metrics end up with it of which ${evaluating.join(' and ')} has none, and it evaluates no alert rules`,
      got: `alerts about ${about.join(', ')}`,
      fix: 'give it a file of rules (`prometheusRules()`), or accept it and say who notices',
    },
  ]
}

/** What is pushed to another kind of service is a finding of its own. */
function isPrometheus(resolved: Resolved, service: ResolvedService): boolean {
  return (
    collectorsIn(resolved).prometheus.includes(service) ||
    service.metrics.some(({ exporter }) => exporter === 'prometheus')
  )
}
