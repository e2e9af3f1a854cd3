/** The change of 8 February 2026 on the estate's own facts: from broad grants of the public proxy to what carries its tag. */
import { planLines, runText } from '@homelab/plan'
import { expect, test } from 'vitest'
import * as ownEstate from './own-estate.ts'
import { planned } from './planned.ts'
import { unsound } from './sound.ts'

test('is rolled out as it was then, and says what it cost', async () => {
  const { plan, changes, before, after } = await planned(await ownEstate.before(), await ownEstate.after())
  expect(unsound(plan, changes, before, after)).toEqual([])
  expect(plan.steps.map(({ run }) => (run.kind === 'command' ? runText(run) : run.kind))).toEqual([
    'mise run tailnet-preview',
    'mise run tailnet-up',
    'by-hand',
    'git push',
    'argocd app sync apps --timeout 600',
    // The public page first: nobody reaches it until then.
    'argocd app diff docs --refresh --exit-code=false',
    'argocd app sync docs --timeout 600',
    'argocd app diff prometheus --refresh --exit-code=false',
    'argocd app sync prometheus --timeout 600',
    'argocd app diff loki --refresh --exit-code=false',
    'argocd app sync loki --timeout 600',
    'mise run fly-deploy',
    'mise run services-check',
  ])
  const [allow, policy] = [plan.steps[2], plan.steps[1]]
  expect(allow?.run).toMatchObject({ what: expect.stringMatching(/OAuth client .* to tag:flyio-target/) })
  expect(policy?.interrupts.map(planLines.interrupts)).toEqual(
    expect.arrayContaining([expect.stringMatching(/^flyio-proxy: .*docs .*until docs\/application\/docs#apply$/)]),
  )
  const tests = plan.tests.map(planLines.test)
  for (const name of ['docs', 'loki', 'prometheus'])
    expect(tests.filter(text => text.startsWith(`argocd app diff ${name} `))).toEqual([
      expect.stringMatching(
        /: shows Ingress \S+: metadata\.annotations\["tailscale\.com\/tags"\] added, and nothing else$/,
      ),
    ])
  for (const claim of [
    /logs .*loki.* goes on/,
    /metrics .*prometheus.* goes on/,
    /https:\/\/docs\.\S+ answers with 200/,
    /^dashboard flyio/,
  ])
    expect(
      tests.filter(text => claim.test(text)),
      String(claim),
    ).not.toEqual([])
})
