import {
  explain as explainValue,
  Explanation,
  NothingThereError,
  Resolution,
} from '@commonhold/topology';
import { Answer } from '../answer';
import { Committed, Commits } from '../commits';
import { Paint } from '../paint';
import { refuseNoLeaf, resolveRepository } from '../repository';
import { inlineText, originText } from '../text';
import { Invocation, UsageError } from '../usage';

/** Tells where values come from, and what they overrode. */
export async function explain(invocation: Invocation): Promise<Answer> {
  const { leaf, component, pointer, directory } = invocation;
  if (leaf === undefined || component === undefined) {
    throw new UsageError(
      'Say which values to explain: --leaf GLOB --component NAME [--pointer POINTER].',
    );
  }
  const resolution = await resolveRepository(invocation);
  refuseNoLeaf(resolution, invocation);
  const commits = new Commits(directory);
  const explanations = explainLeaves(resolution, component, pointer).map(
    explanation => ({
      ...explanation,
      origin: commits.of(explanation.origin),
      shadowed: explanation.shadowed.map(shadowed => ({
        ...shadowed,
        origin: commits.of(shadowed.origin),
      })),
      variables: explanation.variables.map(variable => ({
        ...variable,
        origin: commits.of(variable.origin),
      })),
    }),
  );
  const { findings } = resolution;
  return {
    document: { explanations, findings },
    text: paint =>
      explanations.map(found => explanationText(found, paint)).join('\n'),
    aside: findings,
    findings,
  };
}

function explainLeaves(
  resolution: Resolution,
  component: string,
  pointer: string | undefined,
): Explanation[] {
  const found: Explanation[] = [];
  let reason: string | undefined;
  for (const leaf of resolution.leaves.keys()) {
    try {
      for (const at of pointersAt(resolution, leaf, component, pointer)) {
        found.push(explainValue(resolution, leaf, component, at));
      }
    } catch (error) {
      if (!(error instanceof NothingThereError)) {
        throw error;
      }
      reason ??= error.message;
    }
  }
  if (found.length === 0) {
    throw new UsageError(reason ?? `There is no ${component}.`);
  }
  return found;
}

/** The pointer asked for, or those of all scalars and empty collections. */
function pointersAt(
  resolution: Resolution,
  leaf: string,
  component: string,
  pointer: string | undefined,
): string[] {
  if (pointer !== undefined) {
    return [pointer];
  }
  const result = resolution.leaves.get(leaf)?.components.get(component);
  if (!result) {
    return [''];
  }
  const all = [...result.origins()].map(([at]) => at);
  return all.filter((at, i) => !all[i + 1]?.startsWith(`${at}/`));
}

function explanationText(
  {
    leaf,
    component,
    pointer,
    value,
    written,
    ...why
  }: Explanation & {
    readonly origin: Committed<Explanation['variables'][number]['origin']>;
  },
  paint: Paint,
): string {
  const place = (
    origin: Committed<Explanation['variables'][number]['origin']>,
  ): string =>
    paint.faint(
      `${originText(origin)}${
        origin.commit ? ` ${origin.commit.slice(0, 10)}` : ''
      }${origin.commit === null ? ' not committed' : ''}`,
    );
  return [
    `${paint.bold(`${leaf} ${component}${pointer}`)} = ${inlineText(value)}`,
    `  set by     ${place(why.origin)}`,
    ...(written === undefined ? [] : [`  written    ${inlineText(written)}`]),
    ...why.variables.map(
      ({ name, value: variable, origin }) =>
        `  variable   ${name} = ${inlineText(variable)}  ${place(origin)}`,
    ),
    ...why.shadowed.map(
      shadowed =>
        `  overrides  ${inlineText(shadowed.value)}  ${place(shadowed.origin)}`,
    ),
    '',
  ].join('\n');
}
