import type { PlanCase } from '../../plan-case.ts'

/** Their item first, from which the policy takes the login. */
export default {
  steps: [
    'secret/safe/people/aunt#put: by hand: *people*aunt*',
    'tailnet#preview: mise run tailnet-preview',
    'tailnet#apply: mise run tailnet-up',
    'person/aunt#invite: by hand: *aunt*',
  ],
  order: [
    ['secret/safe/people/aunt#put', 'tailnet#preview'],
    ['tailnet#preview', 'tailnet#apply'],
    ['tailnet#apply', 'person/aunt#invite'],
  ],
  watch: { 'secret/safe/people/aunt#put': 'cat -- /srv/secrets/safe/people/aunt* | wc -c*' },
  carries: { 'tailnet#apply': 'opens aunt gains tcp:443*', 'person/aunt#invite': 'opens aunt' },
  silent: ['*application*', 'caddy/*', 'proxy/*', 'dns#*', 'cluster/*'],
} satisfies PlanCase
