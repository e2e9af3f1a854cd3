import { command } from '../cli/command.ts'
import { estateOption } from './estate-option.ts'

export const reach = command({
  name: 'reach',
  summary: 'Who can reach what in the tailnet, and by which rule',
  details: [
    'The policy that is rendered, over the machines and Services that the estate has. An end is a machine, a Service, a tag,',
    'a group, a person, or a service of the estate: that answers at its endpoint and at the proxy that carries its private',
    'name, and asks in the name of its host. What is reached may have a port. The internet reaches the proxy of public',
    'names, and what may use Funnel. Nothing is asked of the network.',
  ].join('\n'),
  options: {
    from: { type: 'text', value: 'WHO', help: 'who asks' },
    to: { type: 'text', value: 'WHAT', help: 'what is reached' },
    estate: estateOption,
    through: { type: 'flag', help: 'also the names behind the proxies that are reached' },
    json: { type: 'flag', help: 'print the rows as JSON' },
  },
  examples: [
    { line: 'reach --from edge', does: 'everything that the public proxy reaches' },
    { line: 'reach --to postgres', does: 'everybody who reaches PostgreSQL' },
    { line: 'reach --to postgres:5432', does: 'everybody who reaches this one port' },
    { line: 'reach --from internet --through', does: 'every public name, and what it leads to' },
    { line: 'reach --from member --to tag:nas --json', does: 'one question, for a program' },
  ],
  run: async (values, context) => (await import('./reach-run.ts')).answerReach(values, context),
})
