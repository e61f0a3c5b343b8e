import {
  ComponentChange,
  diff as diffResolutions,
  PointerChange,
} from '@commonhold/topology';
import { Answer } from '../answer';
import { Paint } from '../paint';
import { resolveRepository } from '../repository';
import { counted, indented, inlineText } from '../text';
import { Invocation } from '../usage';

/** Tells what an edit changes, leaf by leaf. Findings are those of the later state. */
export async function diff(invocation: Invocation): Promise<Answer> {
  const { from = 'HEAD', to } = invocation;
  const before = await resolveRepository(invocation, from);
  const after = await resolveRepository(invocation, to);
  const changes = diffResolutions(before, after);
  const { findings } = after;
  return {
    document: { changes, findings },
    text: paint => `${changesText(changes, paint)}${summary(changes)}\n`,
    aside: findings,
    findings,
  };
}

const SIGNS = { added: '+', removed: '-', changed: '~', blocked: '!' } as const;

function changesText(
  changes: readonly ComponentChange[],
  paint: Paint,
): string {
  return changes
    .map(change => {
      const { leaf, component, kind, isProtected } = change;
      const note = isProtected ? paint.yellow(' protected') : '';
      const colour = colourOf(kind, paint);
      const head = `${colour(SIGNS[kind])} ${paint.bold(
        `${leaf} ${component}`,
      )} ${kind}${note}\n`;
      const lines = change.changes
        .map(at => `${pointerText(at, paint)}\n`)
        .join('');
      return head + indented(lines, '    ');
    })
    .join('');
}

function pointerText(change: PointerChange, paint: Paint): string {
  const { pointer, kind, before, after } = change;
  const sign = colourOf(kind, paint)(SIGNS[kind]);
  const values = [before, after]
    .filter(value => value !== undefined)
    .map(inlineText)
    .join(' → ');
  return `${sign} ${pointer || '(all)'}  ${values}`;
}

function colourOf(
  kind: ComponentChange['kind'],
  paint: Paint,
): (text: string) => string {
  switch (kind) {
    case 'added':
      return paint.green;
    case 'removed':
    case 'blocked':
      return paint.red;
    default:
      return paint.yellow;
  }
}

function summary(changes: readonly ComponentChange[]): string {
  if (changes.length === 0) {
    return 'Nothing changes.';
  }
  const leaves = new Set(changes.map(({ leaf }) => leaf)).size;
  const guarded = new Set(
    changes.filter(({ isProtected }) => isProtected).map(({ leaf }) => leaf),
  ).size;
  return `${counted(
    changes.length,
    'configuration changes',
    'configurations change',
  )} at ${counted(leaves, 'leaf', 'leaves')}${
    guarded > 0 ? `, ${guarded} of them protected` : ''
  }.`;
}
