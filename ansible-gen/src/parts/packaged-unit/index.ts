import { type Command, type Options, renderer } from '@homelab/estate/model'
import { present } from '@homelab/formats/present'
import { type HostRenderer, hostPart, type Owned } from '../../host/host-part.ts'
import { checkAfter, checkUnit, checkUnitWords } from '../../host/systemd/checks.ts'
import { askedProperties, judgeSystemctl } from '../../host/systemd/judge.ts'
import { ofUnitSettings, variablesOf } from '../../host/systemd/settings.ts'
import { systemctlSteps } from '../../host/systemd/steps.ts'
import { asksWhetherRuns, hostUnit, stepOf } from '../../host/unit.ts'
import { onHost } from '../../runs/commands.ts'
import { dropInFolder, dropInPath, isChanged, type PackagedUnit } from './program.ts'

export { type PackagedUnit, type PackagedUnitProps, packagedUnit } from './program.ts'

const options: Options<PackagedUnit> = { ...ofUnitSettings, package: true, unit: true, program: true, journal: true }

/** Units of systemd that packages bring. */
export const packagedUnits = hostPart<PackagedUnit>({
  kinds: ['packaged-unit'],
  options,
  owns,
  checks: (program, service) => [
    ...checkUnit(program, program.program, service),
    ...checkAfter(program, program.unit, service),
    ...checkUnitWords(program, program.unit, service),
  ],
  runs: (program, placed) => {
    const { host } = placed
    const { unit: name } = program
    const unit = hostUnit(placed, program, {
      title: 'systemd unit',
      name,
      runs: 'kept',
      ...present({ definedIn: owns(program).definedIn, program: program.program?.[0] }),
    })
    const managed = `${name}.service`
    const sudo = (...words: readonly string[]): Command => onHost(host, 'sudo', ...words)
    return {
      units: [unit],
      questions: [
        asksWhetherRuns(unit, {
          what: 'systemd unit',
          name: managed,
          run: onHost(host, 'systemctl', 'show', `--property=${askedProperties}`, managed),
          judged: { by: 'part', part: 'packaged-unit', facts: { unit: name, timer: false } },
        }),
      ],
      operations: [
        ...systemctlSteps(unit, host, managed, name),
        // What it kept stays, and the package's settings.
        stepOf(unit, 'remove', 'destroys', sudo('apt-get', 'remove', program.package), 1),
        ...(isChanged(program)
          ? [
              stepOf(unit, 'remove', 'destroys', sudo('rm', dropInPath(program)), 2),
              stepOf(unit, 'remove', 'changes', sudo('systemctl', 'daemon-reload'), 3),
            ]
          : []),
      ],
    }
  },
  judge: judgeSystemctl,
  renderer: renderer<HostRenderer<PackagedUnit>>(() => import('./render.ts')),
  changes: async () => (await import('./changes.ts')).packagedUnitChanges,
})

function owns(program: PackagedUnit): Owned {
  const { unit, user, group, groups = [], beforeStart = [], security } = program
  return {
    label: unit,
    packages: [program.package],
    restart: `Restart ${unit}`,
    ...(isChanged(program) && {
      definedIn: [dropInPath(program)],
      folders: [{ path: dropInFolder(program), mode: '0755', owner: { user: 'root' } }],
    }),
    calls: [program.program, ...beforeStart].flatMap(command => (command === undefined ? [] : [command[0]])),
    // Whom the package chose, nobody here knows: it may be anybody.
    user: user ?? 'root',
    groups: [...(group === undefined ? [] : [group]), ...groups],
    ...present({ capabilities: security?.AmbientCapabilities, searches: variablesOf(program)['PATH'] }),
  }
}
