import {
  type AnsibleLookup,
  type Argv,
  type KeptCommand,
  made,
  renderer,
  type Secret,
  secretStorePart,
} from '@homelab/estate/model'
import { keptProblems } from './kept.ts'
import { ending, fileOf, filesOf, folderOf, rulesFile } from './places.ts'
import { problemsOf } from './problems.ts'
import { secretAccess, secretShape, values } from './secrets.ts'

export { secretNames } from './secrets.ts'

/** Files in the repository itself, each value in them encrypted: https://getsops.io/docs/ */
export interface Sops {
  readonly kind: 'sops'
  /**
   * Whoever may read all of it: public keys of age, which are no secret. The key to one of them is never stated: SOPS finds it in the
   * file that `SOPS_AGE_KEY_FILE` names, or at its own place.
   */
  readonly recipients: readonly string[]
  /** Where the files lie, from the repository's root; `secrets` by default. */
  readonly folder?: string
  /**
   * An item is a Secret of Kubernetes, as Flux decrypts it (`decrypts` of `flux`): its name is the item's, with `-` for `/`, and a
   * field is a key of its `stringData`. By default fields are the file's own keys.
   */
  readonly asSecrets?: true
}

/**
 * `vault('home', { store: sops({ recipients: ['age1…'] }), items: {…} })`: an item is the file `secrets/ITEM.sops.yaml`, where `/` in
 * its name is a folder; a field is a key of that file, or of the Secret in it.
 */
export function sops(settings: Omit<Sops, 'kind'>): Sops {
  return made({ kind: 'sops', ...settings })
}

/** https://getsops.io/docs/. No `template`, and no `write`: `sops set` takes JSON, which nobody types. Pods have only what lies there as Secrets: no server is there to ask. */
export const sopsStore = secretStorePart<Sops>(
  'sops',
  {
    title: 'SOPS',
    program: 'sops',
    install: 'https://getsops.io/docs/#download',
    opens: 'the age key where it looks (SOPS_AGE_KEY_FILE)?',
    withAnsible: [
      'SOPS reads the age key from the file that `SOPS_AGE_KEY_FILE` names, or from `sops/age/keys.txt` in the folder where your',
      'system keeps settings of yours. Ansible may be started in any folder.',
    ].join('\n'),
    // `extract` is of this version: https://docs.ansible.com/ansible/latest/collections/community/sops/sops_lookup.html
    collection: { name: 'community.sops', version: '>=1.9.0' },
    renderer: renderer(() => import('./render.ts')),
  },
  vault => {
    const { store } = vault
    return {
      problems: () => problemsOf(vault),
      read: secret => decrypt(store, secret),
      fetch: secret => decrypt(store, secret),
      lookup: secret => lookup(store, secret),
      ...(store.asSecrets === true && { pods: secretAccess(store) }),
      edit: secret => ({
        argv: ['sops', 'edit', fileOf(folderOf(store), secret)],
        note: `an editor opens with the item: change ${secret.field}, and save`,
      }),
      kept: {
        folder: folderOf(store),
        problems: files => keptProblems(vault, files),
        setUp: rendered => [
          {
            words: ['ln', '-sf', `${rendered}/${rulesFile}`, rulesFile],
            note: 'commit it: SOPS looks for its rules there',
          },
          { words: ['git', 'add', rulesFile] },
          {
            words: ['age-keygen', '-y', { shell: '"$SOPS_AGE_KEY_FILE"' }],
            note: 'whom you are: this has to be among the recipients',
          },
        ],
        keyProgram: 'age-keygen',
        rules: rulesFile,
        makeKey,
        // SOPS makes no folder, and says so when somebody has written the values.
        add: item => [
          { words: ['mkdir', '-p', { shell: `${folderOf(store)}/"$(dirname ${item})"` }] },
          {
            words: ['sops', 'edit', { shell: `${folderOf(store)}/${item}${ending}` }],
            note: `an editor opens: ${store.asSecrets === true ? secretShape : 'a key for each field'}; save, list the item in the vault, and commit both`,
          },
        ],
        readers: filesOf(vault).flatMap(file => [
          { words: ['sops', 'updatekeys', '--yes', file] },
          { words: ['sops', 'rotate', '--in-place', file] },
        ]),
      },
    }
  },
)

/** It prints the public key, and leaves a file alone that is there: https://github.com/FiloSottile/age#usage */
function makeKey(reader: 'operator' | 'cluster'): KeptCommand {
  const whose = {
    operator: {
      variable: '$SOPS_AGE_KEY_FILE',
      note: 'yours, in a file outside of the repository: SOPS finds it by this variable, exported; keep a copy where it is safe',
    },
    cluster: {
      variable: '$CLUSTER_AGE_KEY_FILE',
      note: 'the cluster’s own, which it gets when Flux is installed; keep a copy, too',
    },
  }
  const { variable, note } = whose[reader]
  return { words: ['age-keygen', '--output', { shell: `"${variable}"` }], note }
}

/** https://getsops.io/docs/#extract-a-sub-part-of-a-document-tree */
function decrypt(store: Sops, secret: Secret): Argv {
  return ['sops', 'decrypt', '--extract', pathOf(store, secret), fileOf(folderOf(store), secret)]
}

/** The value as it is: by itself the lookup takes line feeds off its end, which keys have there. */
function lookup(store: Sops, secret: Secret): AnsibleLookup {
  return {
    plugin: 'community.sops.sops',
    file: fileOf(folderOf(store), secret),
    options: { extract: pathOf(store, secret), rstrip: false },
  }
}

/** No sign of it is escaped: what stands between the outermost quotes is the key. */
function pathOf({ asSecrets }: Sops, { field }: Secret): string {
  return `${asSecrets === true ? `["${values}"]` : ''}["${field}"]`
}
