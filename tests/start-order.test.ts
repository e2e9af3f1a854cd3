import { expect, test } from 'vitest'
import blumeops from '../apps/blumeops/estate.ts'
import { resolvedOnce } from './support/opened.ts'

const { startOrder } = resolvedOnce(blumeops)

/** The order on an empty cluster, facts K3; where ours begins otherwise, the differences say why. */
test.each([
  ['argocd', 'onepassword-connect'],
  ['onepassword-connect', 'external-secrets'],
  ['external-secrets', 'secret-store'],
  ['secret-store', 'tailscale-operator'],
  ['secret-store', 'blumeops-pg'],
  ['secret-store', 'grafana'],
  ['cloudnative-pg', 'blumeops-pg'],
  ['cloudnative-pg', 'immich-pg'],
  ['blumeops-pg', 'miniflux'],
  ['blumeops-pg', 'teslamate'],
])('%s starts before %s', (first, second) => {
  expect(startOrder).toContain(first)
  expect(startOrder.indexOf(first)).toBeLessThan(startOrder.indexOf(second))
})
