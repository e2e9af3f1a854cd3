/** Kinds that hold data, or whose end takes data along. */
export const dataKinds = [
  { apiVersion: 'v1', kind: 'PersistentVolumeClaim' },
  { apiVersion: 'v1', kind: 'PersistentVolume' },
  { apiVersion: 'v1', kind: 'Namespace' },
  { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition' },
  { apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster' },
] as const
