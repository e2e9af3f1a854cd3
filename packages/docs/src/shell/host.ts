import { hasTimer, type MinikubeCluster, type Program, runsByClock } from '@homelab/ansible-gen'
import type { Host } from '@homelab/estate'
import { type Command, command, type Word } from './command.ts'
import { ssh } from './programs.ts'

/** Asks whether a program runs. */
export function programStatus(host: Host, program: Program): Command {
  switch (program.kind) {
    case 'brew-service':
      return ssh(host, brew(host, 'services', 'info', program.formula))
    case 'launch-agent':
      return ssh(host, launchctl(program.root, 'list', program.label))
    case 'systemd-unit':
      return ssh(host, command('systemctl', 'status', '--no-pager', program.unit))
  }
}

/** Restarts a program; one that runs by the clock runs once, now, and a run that goes on is left alone. */
export function programRestart(host: Host, program: Program): Command {
  switch (program.kind) {
    case 'brew-service':
      return ssh(host, brew(host, 'services', 'restart', program.formula))
    case 'launch-agent': {
      const domain: Word =
        program.root === true ? `system/${program.label}` : { shell: `gui/$(id -u)/${program.label}` }
      return ssh(host, launchctl(program.root, 'kickstart', ...(runsByClock(program) ? [] : ['-k']), domain))
    }
    case 'systemd-unit':
      return ssh(host, command('sudo', 'systemctl', hasTimer(program) ? 'start' : 'restart', program.unit))
  }
}

/** minikube on its host: https://minikube.sigs.k8s.io/docs/commands/ */
export function minikube(host: Host, { profile }: MinikubeCluster, ...words: readonly string[]): Command {
  return ssh(host, command(`${host.brewPrefix ?? '/usr/local'}/bin/minikube`, ...words, `--profile=${profile}`))
}

/** By its whole path: a shell that nobody logged in to does not know Homebrew. */
export function brew({ brewPrefix }: Host, ...words: readonly string[]): Command {
  return command(`${brewPrefix ?? '/opt/homebrew'}/bin/brew`, ...words)
}

/** https://www.manpagez.com/man/1/launchctl/ */
export function launchctl(root: true | undefined, ...words: readonly Word[]): Command {
  return command(...(root === true ? ['sudo'] : []), 'launchctl', ...words)
}
