import type { PlanCase } from '../../plan-case.ts'

/** As it was rolled out: the policy, the operator's rights by hand, the Ingresses, the proxy, and then everything is asked. */
export default {
  steps: [
    'tailnet#preview: mise run tailnet-preview',
    'tailnet#apply: mise run tailnet-up',
    'cluster/kind/operator#allow: by hand: *OAuth client*tag:edge-target*',
    'repository#push: git push',
    'kind/application/root#apply: argocd app sync root *',
    'docs/application/docs#preview: argocd app diff docs *',
    'docs/application/docs#apply: argocd app sync docs *',
    'loki/application/loki#preview: argocd app diff loki *',
    'loki/application/loki#apply: argocd app sync loki *',
    'prometheus/application/prometheus#preview: argocd app diff prometheus *',
    'prometheus/application/prometheus#apply: argocd app sync prometheus *',
    'proxy/app/cottage-edge#apply: mise run fly-deploy',
    'estate#check: mise run services-check',
  ],
  only: true,
  order: [
    ['tailnet#preview', 'tailnet#apply'],
    ['tailnet#apply', 'cluster/kind/operator#allow'],
    ['cluster/kind/operator#allow', 'docs/application/docs#apply'],
    ['cluster/kind/operator#allow', 'loki/application/loki#apply'],
    ['cluster/kind/operator#allow', 'prometheus/application/prometheus#apply'],
    ['repository#push', 'kind/application/root#apply'],
    ['kind/application/root#apply', 'docs/application/docs#apply'],
    ['docs/application/docs#preview', 'docs/application/docs#apply'],
    ['loki/application/loki#apply', 'proxy/app/cottage-edge#apply'],
    ['prometheus/application/prometheus#apply', 'proxy/app/cottage-edge#apply'],
    ['proxy/app/cottage-edge#apply', 'estate#check'],
  ],
  turns: [
    ['docs/application/docs#apply', 'loki/application/loki#apply'],
    ['loki/application/loki#apply', 'prometheus/application/prometheus#apply'],
  ],
  watch: {
    'tailnet#apply': 'mise run reach --from edge*',
    'docs/application/docs#apply': 'https://docs.cottage.example*',
    'loki/application/loki#apply': 'mise run services-check --only loki*',
    'proxy/app/cottage-edge#apply': [
      'mise run services-check --only proxy*',
      // What it pushes goes on to arrive.
      'alert AlloyNotDelivering*of proxy stays quiet*',
    ],
  },
  interrupts: {
    // The old grants go with the new ones, before the endpoints have their tag.
    'tailnet#apply': '*proxy*docs*until docs/application/docs#apply*',
  },
  back: {
    'tailnet#apply': '*git revert*mise run tailnet-up*',
    'cluster/kind/operator#allow': '*take*tag:edge-target*',
    'docs/application/docs#apply': '*git revert*argocd app sync docs*',
    'proxy/app/cottage-edge#apply': '*git revert*mise run fly-deploy*',
  },
  carries: { 'proxy/app/cottage-edge#apply': 'restarts fly/config.alloy' },
  tests: [
    '*mise run tailnet-preview*policy*',
    '*argocd app diff docs*metadata.annotations*added*nothing else*',
    '*argocd app diff loki*metadata.annotations*added*nothing else*',
    '*argocd app diff prometheus*metadata.annotations*added*nothing else*',
    '*proxy*pushes access logs*loki*goes on*',
    '*proxy*pushes metrics of requests*prometheus*goes on*',
    '*https://docs.cottage.example*200*',
    '*mise run services-check*',
  ],
  silent: ['*#remove*', '*wiki*', '*caddy*', 'dns#*', 'secret/*', 'db/*', 'feed/*'],
} satisfies PlanCase
