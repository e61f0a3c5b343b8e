/** Parts of the board that a backend may not have yet. */
type Part =
  | 'roadmap'
  | 'rounds'
  | 'reports'
  | 'import'
  | 'export'
  | 'dependencies'
  | 'links'
  | 'onBehalf';

/**
 * What the backend of this release answers. The screens of the rest are there,
 * but nothing leads to them: nobody should be led to what fails.
 */
export const offered: Readonly<Record<Part, boolean>> = {
  roadmap: false,
  rounds: false,
  reports: false,
  import: false,
  export: false,
  dependencies: false,
  links: false,
  onBehalf: false,
};
