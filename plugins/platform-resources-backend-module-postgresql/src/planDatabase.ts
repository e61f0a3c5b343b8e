import { isDeepStrictEqual } from 'node:util';
import { JsonObject } from '@backstage/types';
import {
  changesBetween,
  DesiredResource,
  PlannedStep,
} from '@commonhold/plugin-platform-resources-node';
import { DatabaseSpec, databaseSpecOf, jsonOf, sorted } from './databaseSpec';
import { Names, namesOf } from './names';
import { DatabaseObservation, DatabaseState } from './observeDatabase';

export type StepId = 'roles' | 'place' | 'settings' | 'inside' | 'delete';

/** What has to be done, once what should be is known in one form. */
export type DatabaseGoal = {
  readonly maxConnections: number;
  readonly extensions: readonly string[];
  /** Settings of the database, or of the role in the shared database. */
  readonly settings: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly recorded: JsonObject;
};

/** A type alias, so that it is a JSON object to TypeScript. */
export type StepData = {
  readonly maxConnections?: number;
  readonly settings?: { readonly [name: string]: string };
  readonly tags?: { readonly [name: string]: string };
  readonly recorded?: JsonObject;
  readonly addExtensions?: string[];
  readonly dropExtensions?: string[];
};

type Step = PlannedStep<StepData>;

export function planDatabase(
  desired: DesiredResource<object> | undefined,
  observed: DatabaseObservation | undefined,
): Step[] {
  if (!desired) {
    return observed ? [deletion(observed)] : [];
  }
  const names = namesOf(desired.target);
  const spec = databaseSpecOf(desired.spec);
  const goal = goalOf(spec, desired.tags, names);
  const state = observed?.state;
  const basedOn = observed?.version ?? null;
  const kind = state?.place ? 'update' : 'create';
  const changes = [
    ...changesBetween(observed?.spec, jsonOf(spec)),
    ...changesBetween(
      { ...observed?.tags },
      { ...desired.tags },
      { in: 'tags' },
    ),
  ];
  const what = `the ${names.isolation} ${names.name}`;
  const step = (id: StepId, summary: string, data: StepData): Step => ({
    id,
    kind,
    summary,
    changes,
    basedOn,
    data,
    destructive: false,
  });

  return [
    ...(rolesFit(state, goal)
      ? []
      : [
          step('roles', rolesSummary(state, names), {
            maxConnections: goal.maxConnections,
          }),
        ]),
    ...(state?.place ? [] : [step('place', `Create ${what}`, {})]),
    ...(placeFits(state, goal, names)
      ? []
      : [
          step('settings', `Set rights, parameters and tags of ${what}`, {
            settings: goal.settings,
            tags: goal.tags,
            recorded: goal.recorded,
          }),
        ]),
    ...insideSteps(state, goal, names, step),
  ];
}

function goalOf(
  spec: DatabaseSpec,
  tags: Readonly<Record<string, string>>,
  names: Names,
): DatabaseGoal {
  return {
    maxConnections: spec.maxConnections,
    extensions: spec.extensions,
    settings: sorted({
      ...spec.parameters,
      synchronous_commit: spec.synchronous ? 'on' : 'local',
      ...(names.isolation === 'schema' && { search_path: names.name }),
    }),
    tags: sorted(tags),
    recorded: spec.recorded,
  };
}

function rolesFit(state: DatabaseState | undefined, goal: DatabaseGoal) {
  return (
    state?.readers === true &&
    state.role?.login === true &&
    !state.role.privileged &&
    state.role.maxConnections === goal.maxConnections
  );
}

function rolesSummary(state: DatabaseState | undefined, names: Names): string {
  if (!state?.role) {
    return `Create the roles ${names.owner} and ${names.readers}`;
  }
  return `Correct the role ${names.owner} and its limit of connections`;
}

function placeFits(
  state: DatabaseState | undefined,
  goal: DatabaseGoal,
  names: Names,
): boolean {
  const place = state?.place;
  return (
    place?.owner === names.owner &&
    place.closed &&
    place.readersIn &&
    isDeepStrictEqual(place.settings, goal.settings) &&
    isDeepStrictEqual(sorted(place.noted?.tags ?? {}), goal.tags) &&
    isDeepStrictEqual(place.noted?.recorded, goal.recorded)
  );
}

/** Extensions, and the tables that readers will find. */
function insideSteps(
  state: DatabaseState | undefined,
  goal: DatabaseGoal,
  names: Names,
  step: (id: StepId, summary: string, data: StepData) => Step,
): Step[] {
  const there = state?.place?.extensions ?? [];
  const wanted = names.isolation === 'database' ? goal.extensions : [];
  const addExtensions = wanted.filter(name => !there.includes(name));
  const dropExtensions = there.filter(name => !wanted.includes(name));
  const open = state?.place?.openToReaders === true;
  if (open && addExtensions.length + dropExtensions.length === 0) {
    return [];
  }
  const summary = [
    ...(addExtensions.length ? [`install ${addExtensions.join(', ')}`] : []),
    ...(dropExtensions.length ? [`remove ${dropExtensions.join(', ')}`] : []),
    ...(open ? [] : ['open tables to readers']),
  ].join(', ');
  const planned = step('inside', `In ${names.name}, ${summary}`, {
    addExtensions,
    dropExtensions,
  });
  return dropExtensions.length
    ? [
        {
          ...planned,
          destructive: true,
          loses: `what uses the extensions ${dropExtensions.join(', ')}`,
        },
      ]
    : [planned];
}

function deletion(observed: DatabaseObservation): Step {
  const database = String(observed.details?.database);
  const schema = observed.details?.schema;
  const what = schema ? `schema ${schema}` : `database ${database}`;
  return {
    id: 'delete',
    kind: 'delete',
    summary: `Drop the ${what} and its roles`,
    changes: changesBetween(observed.spec, undefined),
    basedOn: observed.version,
    data: {},
    destructive: true,
    loses: `all data of the ${what}`,
  };
}
