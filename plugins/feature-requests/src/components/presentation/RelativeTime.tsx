import Tooltip from '@material-ui/core/Tooltip';
import { DateTime } from 'luxon';

/** "3 hours ago", with the exact time on hover and on focus. */
export function RelativeTime(props: { iso: string }) {
  const time = DateTime.fromISO(props.iso);
  return (
    <Tooltip title={time.toLocaleString(DateTime.DATETIME_FULL_WITH_SECONDS)}>
      {/* Focusable, so that the exact time is there without a mouse too. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <time dateTime={props.iso} tabIndex={0}>
        {time.toRelative()}
      </time>
    </Tooltip>
  );
}
