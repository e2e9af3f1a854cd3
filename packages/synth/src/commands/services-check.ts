import { command } from '../cli/command.ts'
import { estateOption } from './estate-option.ts'

export const servicesCheck = command({
  name: 'services-check',
  summary: 'Ask every service of the running estate whether it is up',
  details: [
    'The list is derived from the estate: every route, TCP port and certificate; programs of hosts and',
    'text files of metrics over SSH; pods, API servers and what was delivered through kubectl. Exits with 1 where one is',
    'down, and where nobody could ask: what is unknown is never fine. A warning alone does not fail.',
  ].join('\n'),
  options: {
    only: { type: 'text', value: 'NAME,…', help: 'these services alone' },
    timeout: { type: 'text', value: 'SECONDS', help: 'the longest time for one answer', default: '5' },
    'certificate-days': {
      type: 'text',
      value: 'DAYS',
      help: 'a certificate that is valid for fewer days fails',
      default: '14',
    },
    'connect-to': {
      type: 'text',
      value: 'FILE',
      help: 'JSON, HOST:PORT to HOST:PORT: connect there instead, names stay (before DNS is changed)',
    },
    estate: estateOption,
    json: { type: 'flag', help: 'print the result as JSON' },
  },
  examples: [
    { line: 'services-check', does: 'everything' },
    { line: 'services-check --only grafana,loki', does: 'two services' },
    { line: 'services-check --json', does: 'the same for a program' },
  ],
  run: async (values, context) => (await import('./services-check-run.ts')).checkServices(values, context),
})
