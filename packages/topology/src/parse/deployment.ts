import { Source } from '../source';
import { Unreadable, unreadable } from './unreadable';
import { YamlProblem } from './hostileText';
import { FieldReader } from './fieldReader';
import { readOneDocument, VARIABLE_NAME } from './nodeFile';
import { DocumentProblem } from './reserved';

export const API_VERSION = 'commonhold.io/v1alpha1';

/** What a deployment repository is, as its deployment.yaml says. @public */
export interface Deployment {
  /** Entity ref of the application, such as `system:payments/checkout`. */
  readonly application: string;
  /** Names of the tree's levels below the root. */
  readonly levels: readonly string[];
}

export interface DeploymentFile {
  readonly deployment: Deployment | undefined;
  readonly unreadable: Unreadable | undefined;
  readonly problems: readonly DocumentProblem[];
}

/** Levels that a tree can have at most. */
export const MAX_LEVELS = 100;

/** Built-in labels besides the levels. */
export const BUILT_INS = ['application', 'node', 'name'];

const FIELDS = ['apiVersion', 'kind', 'application', 'levels', 'description'];
const LEVEL = new RegExp(`^${VARIABLE_NAME}$`);

/** Reads a deployment.yaml; never throws for what is in the file. */
export function readDeployment(source: Source): DeploymentFile {
  const read = readOneDocument(source);
  if (read instanceof YamlProblem) {
    return {
      deployment: undefined,
      unreadable: unreadable(read),
      problems: [],
    };
  }
  const problems: DocumentProblem[] = [];
  const reader = new FieldReader('DEPLOYMENT', problems);
  const result = (deployment: Deployment | undefined): DeploymentFile => ({
    deployment: reader.failed ? undefined : deployment,
    unreadable: undefined,
    problems,
  });
  if (read?.kind !== 'map') {
    problems.push({
      code: 'DEPLOYMENT',
      message:
        'deployment.yaml must be a map with apiVersion, kind, application and levels.',
      offset: read?.offset ?? 0,
      pointer: '',
      subject: '',
    });
    return result(undefined);
  }
  reader.refuseUnknown(read, FIELDS);
  const text = (field: string): string => {
    const value = read.get(field);
    if (value?.kind === 'scalar' && typeof value.value === 'string') {
      return value.value;
    }
    reader.wrong(
      value ?? read,
      `/${field}`,
      value ? `${field} must be text.` : `${field} is missing: add it.`,
    );
    return '';
  };
  const expect = (field: string, expected: string): void => {
    const value = text(field);
    if (value !== '' && value !== expected) {
      reader.wrong(
        read.get(field) ?? read,
        `/${field}`,
        `${field} must be ${expected}, not ${value}.`,
      );
    }
  };
  expect('apiVersion', API_VERSION);
  expect('kind', 'Deployment');
  const application = text('application');

  const levels: string[] = [];
  const list = read.get('levels');
  if (list?.kind !== 'list') {
    reader.wrong(
      list ?? read,
      '/levels',
      "levels must be a list of the names of the tree's levels, such as [environment, region].",
    );
  } else if (list.items.length > MAX_LEVELS) {
    reader.wrong(list, '/levels', `A tree has ${MAX_LEVELS} levels at most.`);
  } else {
    list.items.forEach((item, i) => {
      const name = item.kind === 'scalar' ? item.value : undefined;
      if (typeof name !== 'string' || !LEVEL.test(name)) {
        reader.wrong(
          item,
          `/levels/${i}`,
          'The name of a level begins with a letter or _, and goes on with letters, digits, _, - and dots.',
        );
      } else if (BUILT_INS.includes(name) || levels.includes(name)) {
        reader.wrong(
          item,
          `/levels/${i}`,
          `There already is a ${
            BUILT_INS.includes(name) ? 'built-in' : 'level'
          } ${name}. Choose another name.`,
        );
      } else {
        levels.push(name);
      }
    });
  }
  return result({ application, levels });
}
