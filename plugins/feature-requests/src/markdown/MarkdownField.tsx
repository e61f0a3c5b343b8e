import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { ReactNode, useRef, useState } from 'react';
import { featureRequestsTranslationRef } from '../translation';
import { Markdown } from './Markdown';
import { MentionChoices, useMentions } from './MentionChoices';

const useStyles = makeStyles(theme => ({
  root: { position: 'relative' },
  head: {
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'baseline',
    gap: theme.spacing(1),
  },
  label: { fontSize: theme.typography.pxToRem(14), fontWeight: 600 },
  preview: {
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    padding: theme.spacing(1.5),
    minHeight: 96,
  },
}));

/**
 * A text area for Markdown, with a preview, and with people and entities to
 * choose from behind an `@`.
 */
export function MarkdownField(props: {
  id: string;
  label: string;
  value: string;
  placeholder?: string;
  helperText?: ReactNode;
  rows?: number;
  maxLength: number;
  onChange(value: string): void;
}) {
  const { id, label, value, onChange, rows = 5 } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(featureRequestsTranslationRef);
  const [previewing, setPreviewing] = useState(false);
  const inputRef = useRef<HTMLTextAreaElement>(null);
  const mentions = useMentions({ id, value, onChange, inputRef });
  return (
    <div className={classes.root}>
      <div className={classes.head}>
        <label htmlFor={id} className={classes.label}>
          {label}
        </label>
        <Button
          size="small"
          aria-pressed={previewing}
          onClick={() => setPreviewing(!previewing)}
        >
          {t(previewing ? 'markdown.write' : 'markdown.preview')}
        </Button>
      </div>
      {previewing ? (
        <div className={classes.preview}>
          {value.trim() ? (
            <Markdown text={value} />
          ) : (
            <Typography variant="body2" color="textSecondary">
              {t('markdown.nothing')}
            </Typography>
          )}
        </div>
      ) : (
        <>
          <TextField
            id={id}
            fullWidth
            multiline
            minRows={rows}
            maxRows={24}
            size="small"
            variant="outlined"
            placeholder={props.placeholder}
            helperText={props.helperText ?? t('markdown.help')}
            value={value}
            inputRef={inputRef}
            inputProps={{ maxLength: props.maxLength, ...mentions.inputProps }}
            onChange={event => {
              onChange(event.target.value);
              mentions.follow();
            }}
            onSelect={mentions.follow}
            onKeyDown={mentions.onKeyDown}
            onBlur={mentions.close}
          />
          <MentionChoices mentions={mentions} />
        </>
      )}
    </div>
  );
}
