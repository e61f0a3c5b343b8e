import { Answer } from '../answer';
import { refuseNoLeaf, resolveRepository } from '../repository';
import { counted, findingsText, summaryText } from '../text';
import { Invocation } from '../usage';

/** Tells what is wrong with a deployment repository. */
export async function validate(invocation: Invocation): Promise<Answer> {
  const resolution = await resolveRepository(invocation);
  refuseNoLeaf(resolution, invocation);
  const { findings, leaves } = resolution;
  const components = new Set(
    [...leaves.values()].flatMap(leaf => [...leaf.results.keys()]),
  );
  const looked = `${counted(leaves.size, 'leaf', 'leaves')} and ${counted(
    components.size,
    'component',
    'components',
  )}`;
  return {
    document: { findings },
    text: paint =>
      findings.length > 0
        ? `${findingsText(findings, paint)}\n${summaryText(
            findings,
          )} in ${looked}\n`
        : `${paint.green('All is well')}: ${looked}\n`,
    aside: [],
    findings,
  };
}
