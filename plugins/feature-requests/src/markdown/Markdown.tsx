import { MarkdownContent } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import { linkMentions } from './mentions';

const useStyles = makeStyles({
  text: {
    overflowWrap: 'anywhere',
    maxWidth: '90ch',
    '& > :first-child': { marginTop: 0 },
    '& > :last-child': { marginBottom: 0 },
    '& pre': { overflowX: 'auto' },
    // Within a text a colour alone does not tell a link.
    '& a': { textDecoration: 'underline' },
  },
});

/** A text that somebody wrote, with its mentions as links. */
export function Markdown(props: { text: string }) {
  const classes = useStyles();
  const entityRoute = useRouteRef(entityRouteRef);
  return (
    <MarkdownContent
      className={classes.text}
      content={linkMentions(props.text, entityRoute)}
    />
  );
}
