import { type Expression, expression, quoted, value } from '../../ansible/jinja.ts'
import type { Step, Task } from '../../ansible/task.ts'
import { confirmRuns } from '../../project/pieces/confirm.ts'
import { joined, type Pieces, type Rendering } from '../../project/rendering.ts'
import { askWords, servedConfig, serveWords, type TailnetService } from './program.ts'

export function render(rendering: Rendering, all: readonly TailnetService[]): Pieces {
  return joined(all.map(each => servicePieces(rendering, each)))
}

/**
 * Served as its routes say and in no other way. A file of settings (`set-config`) can't say it: it has no HTTPS before a program
 * that speaks HTTP, and would serve that on port 443 without a certificate.
 */
function servicePieces({ scope, host }: Rendering, program: TailnetService): Pieces {
  const { name, ports } = program
  const label = name.replace(':', '_')
  const served = scope.register(label, 'served')
  const advertised = scope.register(label, 'advertised')
  const answer = scope.register(label, 'runs')
  const is = scope.known('is_served')
  const wanted = scope.known('to_serve')
  const run = (argv: readonly string[]): Pick<Step, 'module' | 'environment'> => ({
    module: { 'ansible.builtin.command': { argv: ['tailscale', ...argv] } },
    ...(host.brewPrefix !== undefined && {
      environment: { PATH: scope.path([`${host.brewPrefix}/bin`, '/usr/bin', '/bin'].join(':')) },
    }),
  })
  const vars = {
    [is]: value`(${served}.stdout | default('{}', true) | from_json).Services[${quoted(name)}] | default({})`,
    [wanted]: servedConfig(program),
  }
  const otherwise = expression`${is} != ${wanted}`
  const tasks: readonly Task[] = [
    {
      name: `Ask what is served as ${name}`,
      ...run(['serve', 'status', '--json']),
      register: served,
      ...asked(served),
    },
    {
      name: `Ask whether the tailnet is told of ${name}`,
      ...run(askWords(program)),
      register: advertised,
      ...asked(advertised),
    },
    {
      name: `Serve nothing else as ${name}`,
      ...run(['serve', 'clear', name]),
      become: true,
      vars,
      when: [expression`${is} != {}`, otherwise],
      changed_when: true,
    },
    ...ports.map(
      (port): Task => ({
        name: `Serve ${name} on ${port.port}`,
        ...run(serveWords(program, port)),
        become: true,
        // Where the tailnet gives no certificates it waits for somebody to switch them on.
        timeout: 60,
        vars,
        when: expression`${otherwise} or not ${told(advertised)}`,
        changed_when: true,
      }),
    ),
  ]
  return {
    tasks,
    confirmations: [
      {
        started: [],
        tasks: confirmRuns(scope, {
          name,
          ...run(askWords(program)),
          answer,
          that: ports.map(
            ({ port, target }) =>
              expression`${config(answer)}.endpoints[${quoted(`tcp:${port}`)}] | default('') == ${quoted(target)}`,
          ),
          otherwise: ['Names of services need certificates: switch on HTTPS in the console of the tailnet, under DNS.'],
        }),
      },
    ],
  }
}

function config(answer: Expression): Expression {
  return expression`(${answer}.stdout | default('{}', true) | from_json)`
}

/** It says that only where it is not so. */
function told(answer: Expression): Expression {
  return expression`${config(answer)}.advertised | default(true)`
}

/** A question without whose answer the role can't go on; in a check nothing may be there yet. */
function asked(answer: Expression): Pick<Step, 'changed_when' | 'failed_when' | 'check_mode'> {
  return {
    changed_when: false,
    check_mode: false,
    failed_when: expression`${answer}.rc != 0 and not ansible_check_mode`,
  }
}
