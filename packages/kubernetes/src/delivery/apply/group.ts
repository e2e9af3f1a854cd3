const group = 'delivery.homelab.internal'
const plural = 'deliveredgroups'
const name = 'DeliveredGroup'

/** As kubectl takes it. */
export const resource = `${plural}.${group}`

/** The annotation by which the script knows a Job that pods wait for, those pods, and a Job that comes after them. */
export const stage = `${group}/stage`

/** The script, below the cluster's folder. */
export const script = 'apply/apply.sh'

/** The kind of the object that the cluster keeps of each group: the parent of its ApplySet, and what became of the last run. */
export const kind = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  // https://kubernetes.io/docs/reference/labels-annotations-taints/#applyset-kubernetes-io-is-parent-type
  metadata: { name: resource, labels: { 'applyset.kubernetes.io/is-parent-type': 'true' } },
  spec: {
    group,
    scope: 'Cluster',
    names: { kind: name, plural, singular: 'deliveredgroup' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              status: {
                type: 'object',
                properties: {
                  result: { type: 'string' },
                  revision: { type: 'string' },
                  message: { type: 'string' },
                },
              },
            },
          },
        },
        additionalPrinterColumns: ['result', 'revision', 'message'].map(column => ({
          ...{ name: column, type: 'string', jsonPath: `.status.${column}` },
        })),
      },
    ],
  },
}

/** The object of one group, with nothing but its name. */
export function groupObject(of: string): object {
  return { apiVersion: `${group}/v1`, kind: name, metadata: { name: of } }
}
