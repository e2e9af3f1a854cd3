import { readYaml } from '@homelab/formats'
import type { ObjectsOf } from '../delivery/contract.ts'
import { isManifest } from './json.ts'

export const objectsOf: ObjectsOf = files =>
  files
    .filter(({ path }) => path.endsWith('.yaml'))
    .flatMap(({ content, sources }) => {
      const manifest: unknown = readYaml(content)
      return isManifest(manifest) ? [{ manifest, sources }] : []
    })
