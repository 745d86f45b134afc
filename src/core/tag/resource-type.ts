/** What AddTagsToResource takes; `Parameter` where nothing else is said. Source: the SSM API reference. */
export const tagResourceTypes = [
  'Parameter',
  'Document',
  'ManagedInstance',
  'MaintenanceWindow',
  'PatchBaseline',
  'OpsItem',
  'OpsMetadata',
  'Automation',
  'Association',
] as const;
export type TagResourceType = (typeof tagResourceTypes)[number];
