import { parseEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import { KeyboardEvent, RefObject, useState } from 'react';
import { useEntityChoices } from '../components/fields/useEntityChoices';
import { featureRequestsTranslationRef } from '../translation';
import { mentionAt } from './mentions';

const useStyles = makeStyles(theme => ({
  list: {
    position: 'absolute',
    zIndex: theme.zIndex.modal,
    left: 0,
    right: 0,
    maxWidth: 420,
    maxHeight: 240,
    overflowY: 'auto',
    margin: 0,
    padding: theme.spacing(0.5),
    listStyle: 'none',
  },
  choice: {
    padding: theme.spacing(0.75, 1),
    borderRadius: 4,
    cursor: 'pointer',
    overflowWrap: 'anywhere',
  },
  active: { background: theme.palette.action.selected },
  ref: {
    color: theme.palette.text.secondary,
    fontSize: theme.typography.pxToRem(12),
  },
}));

/** Choices that show: more would hide what is being written. */
const SHOWN = 6;

type Mentions = ReturnType<typeof useMentions>;

/** People and entities behind the `@` that is being typed in a text area. */
export function useMentions(options: {
  id: string;
  value: string;
  onChange(value: string): void;
  inputRef: RefObject<HTMLTextAreaElement>;
}) {
  const { id, value, onChange, inputRef } = options;
  const [typed, setTyped] = useState<ReturnType<typeof mentionAt>>();
  const [active, setActive] = useState(0);
  const listId = `${id}-mentions`;
  // `user:` and a name: only the name is looked for, among users.
  const [kind, name] = splitKind(typed?.text ?? '');
  const found = useEntityChoices(
    name,
    kind ? [kind] : [],
    typed !== undefined && name.length > 0,
  );
  const choices = typed ? found.choices.slice(0, SHOWN) : [];
  const open = choices.length > 0;

  const choose = (entityRef: string) => {
    const input = inputRef.current;
    if (!input || !typed) {
      return;
    }
    const {
      kind: chosenKind,
      namespace,
      name: chosenName,
    } = parseEntityRef(entityRef);
    const mention = `@${chosenKind}:${namespace}/${chosenName} `;
    const caret = typed.from + mention.length;
    onChange(
      value.slice(0, typed.from) +
        mention +
        value.slice(typed.from + 1 + typed.text.length),
    );
    setTyped(undefined);
    // React puts the text there first.
    window.requestAnimationFrame(() => {
      input.focus();
      input.setSelectionRange(caret, caret);
    });
  };

  return {
    listId,
    choices,
    active,
    choose,
    inputProps: {
      'aria-autocomplete': 'list' as const,
      'aria-controls': open ? listId : undefined,
      'aria-activedescendant': open ? `${listId}-${active}` : undefined,
    },
    close: () => setTyped(undefined),
    follow: () => {
      const input = inputRef.current;
      const next = input && mentionAt(input.value, input.selectionStart);
      if (next?.text !== typed?.text || next?.from !== typed?.from) {
        setTyped(next ?? undefined);
        setActive(0);
      }
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (!open) {
        return;
      }
      const last = choices.length - 1;
      switch (event.key) {
        case 'ArrowDown':
          setActive(active === last ? 0 : active + 1);
          break;
        case 'ArrowUp':
          setActive(active === 0 ? last : active - 1);
          break;
        case 'Enter':
        case 'Tab':
          choose(choices[Math.min(active, last)].entityRef);
          break;
        case 'Escape':
          setTyped(undefined);
          event.stopPropagation();
          break;
        default:
          return;
      }
      event.preventDefault();
    },
  };
}

export function MentionChoices(props: { mentions: Mentions }) {
  const { listId, choices, active, choose } = props.mentions;
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  if (choices.length === 0) {
    return null;
  }
  return (
    <Paper
      component="ul"
      id={listId}
      role="listbox"
      elevation={4}
      className={classes.list}
      aria-label={t('markdown.mentions')}
    >
      {choices.map(({ entityRef, title }, index) => (
        // The keyboard chooses from within the text area.
        <li
          key={entityRef}
          id={`${listId}-${index}`}
          role="option"
          aria-selected={index === active}
          className={`${classes.choice} ${
            index === active ? classes.active : ''
          }`}
          onMouseDown={event => {
            // Otherwise the text area would lose the focus first.
            event.preventDefault();
            choose(entityRef);
          }}
        >
          {title} <span className={classes.ref}>{entityRef}</span>
        </li>
      ))}
    </Paper>
  );
}

function splitKind(text: string): [kind: string | undefined, name: string] {
  const [, kind, rest] = /^([a-z]+):(?:[^/]*\/)?(.*)$/i.exec(text) ?? [];
  return rest === undefined ? [undefined, text] : [kind, rest];
}
