import { Link } from '@backstage/core-components';
import {
  HighlightedSearchResultText,
  SearchResultListItemExtensionProps,
} from '@backstage/plugin-search-react';
import { ResultHighlight } from '@backstage/plugin-search-common';
import ListItemIcon from '@material-ui/core/ListItemIcon';
import ListItemText from '@material-ui/core/ListItemText';
import { makeStyles } from '@material-ui/core/styles';
import { ReactNode } from 'react';

const useStyles = makeStyles({
  root: { display: 'flex', alignItems: 'flex-start' },
  text: { overflowWrap: 'anywhere' },
});

type ResultProps = SearchResultListItemExtensionProps<{
  icon?: ReactNode;
  highlight?: ResultHighlight;
}>;

/** A request among the results of the search. */
export function RequestSearchResult(props: ResultProps) {
  const { result, highlight, icon } = props;
  const classes = useStyles();
  if (!result) {
    return null;
  }
  const mark = (field: 'title' | 'text') =>
    highlight?.fields[field] ? (
      <HighlightedSearchResultText
        text={highlight.fields[field]}
        preTag={highlight.preTag}
        postTag={highlight.postTag}
      />
    ) : (
      result[field]
    );
  return (
    <div className={classes.root}>
      {icon && <ListItemIcon>{icon}</ListItemIcon>}
      <ListItemText
        className={classes.text}
        primaryTypographyProps={{ variant: 'h6' }}
        primary={<Link to={result.location}>{mark('title')}</Link>}
        secondary={mark('text')}
      />
    </div>
  );
}
