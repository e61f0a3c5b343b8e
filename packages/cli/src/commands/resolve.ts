import { documentOf } from '@commonhold/topology';
import { Answer } from '../answer';
import { refuseNoLeaf, resolveRepository } from '../repository';
import { indented, yamlText } from '../text';
import { Invocation } from '../usage';

/** Prints the effective configuration of every leaf. */
export async function resolve(invocation: Invocation): Promise<Answer> {
  const resolution = await resolveRepository(invocation);
  refuseNoLeaf(resolution, invocation);
  const document = documentOf(resolution);
  const { findings } = resolution;
  return {
    document,
    text: paint =>
      Object.entries(document.leaves)
        .map(
          ([leaf, components]) =>
            `${paint.bold(leaf)}\n${indented(
              Object.keys(components).length > 0
                ? yamlText(components)
                : 'no components\n',
              '  ',
            )}`,
        )
        .join('\n'),
    aside: findings,
    findings,
  };
}
