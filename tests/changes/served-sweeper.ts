import type { Case } from './case.ts'

/** A program of a host answers in the tailnet, under a name of its own. */
export const servedSweeper: Case['edits'] = {
  'services/sweeper.ts': [
    ['import { daily, service, text }', 'import { daily, http, service, text }'],
    ['  ports: {},\n', '  ports: { http: http(8099) },\n'],
    [
      '    ],\n  }),\n})',
      "    ],\n  }),\n  probes: { health: { port: 'http', path: '/' } },\n  routes: { tailnet: { port: 'http' } },\n})",
    ],
  ],
}
