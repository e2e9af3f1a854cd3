import { present } from '@homelab/formats/present'
import { shellQuote } from '@homelab/formats/shell'
import type { Step } from '../../ansible/task.ts'
import type { Directory, HostFile, Owner } from '../../host/files.ts'
import { printContent } from '../contents.ts'
import { baseName, type Pieces, type Rendering, shownPath } from '../rendering.ts'

/** Makes a folder. */
export function directoryPieces({ scope, host }: Rendering, { path, mode, owner }: Directory): Pieces {
  const task: Step = {
    name: `Make ${shownPath(host, path)}`,
    module: {
      'ansible.builtin.file': {
        path: scope.path(path),
        state: 'directory',
        mode,
        ...ownership(owner),
      },
    },
    ...asRoot(owner === undefined ? undefined : true),
  }
  return { tasks: [task] }
}

/**
 * Writes a file.
 *
 * @param notify the handlers that a change calls
 * @param validate the words of a command that reads the new file, `%s`
 */
export function filePieces(
  rendering: Rendering,
  file: HostFile,
  notify?: string,
  validate?: readonly string[],
): Pieces {
  const { contents, scope } = rendering
  const asked = scope.secretsAsked
  const text = printContent(contents, scope, file.content)
  return templatePieces(
    rendering,
    file,
    text,
    {
      ...present({ notify }),
      ...(scope.secretsAsked !== asked && { no_log: true }),
    },
    validate,
  )
}

/**
 * Writes a text that is a template already.
 *
 * @param validate the words of a command that reads the new file, `%s`
 */
export function templatePieces(
  { scope, host }: Rendering,
  { path, mode, owner }: Pick<HostFile, 'path' | 'mode' | 'owner'>,
  text: string,
  keywords: Pick<Step, 'notify' | 'no_log' | 'register'>,
  validate?: readonly string[],
): Pieces {
  const name = scope.templateName(baseName(path))
  const task: Step = {
    name: `Write ${shownPath(host, path)}`,
    module: {
      'ansible.builtin.template': {
        src: name,
        dest: scope.path(path),
        mode,
        ...ownership(owner),
        ...present({ validate: validate?.map(checked).join(' ') }),
      },
    },
    ...asRoot(owner === undefined ? undefined : true),
    ...keywords,
  }
  return { tasks: [task], templates: [{ name, text }] }
}

function ownership(owner: Owner | undefined): { readonly owner?: string; readonly group?: string } {
  if (owner === undefined) return {}
  const { user, group } = owner
  return { owner: user, ...present({ group }) }
}

export function asRoot(root: true | undefined): Pick<Step, 'become'> {
  return root === undefined ? {} : { become: true }
}

/** Ansible puts the file in place of `%s`, and cuts what comes out into words as Python's shlex does. */
function checked(word: string): string {
  if (word === '%s') return word
  const text = word.replaceAll('%', '%%')
  return /[\s'"\\]/.test(text) ? shellQuote(text) : text
}
