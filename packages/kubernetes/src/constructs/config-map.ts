import { createHash } from 'node:crypto'
import { present } from '@homelab/formats/present'
import { Construct } from 'constructs'
import { k8s } from '../k8s.ts'

export interface ConfigFileProps {
  readonly name: string
  readonly namespace: string
  readonly labels?: Readonly<Record<string, string>>
  /** File name -> text. */
  readonly files: Readonly<Record<string, string>>
}

/** Configuration files in a ConfigMap, with a hash for the pods that read it: a changed file rolls them. */
export class ConfigFiles extends Construct {
  /** SHA-256 over names and texts, in hexadecimal. */
  readonly hash: string

  constructor(scope: Construct, id: string, { name, namespace, labels, files }: ConfigFileProps) {
    super(scope, id)
    this.hash = createHash('sha256')
      .update(JSON.stringify(Object.entries(files).sort()))
      .digest('hex')
    new k8s.KubeConfigMap(this, 'config-map', {
      metadata: { name, namespace, ...present({ labels }) },
      data: files,
    })
  }
}
